/** The command line. */
module dev.secrets.cli {
  requires static org.jspecify;
  requires dev.secrets;
  requires dev.secrets.gitcrypt;
  requires dev.secrets.vault;
  requires info.picocli;
  requires jdk.httpserver; // the training run
  requires jdk.unsupported; // sun.misc.Signal
}
