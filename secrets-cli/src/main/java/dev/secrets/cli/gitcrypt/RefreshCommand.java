package dev.secrets.cli.gitcrypt;

/** {@code git-crypt refresh}, which git-crypt announces and does not have: what it could mean. */
final class RefreshCommand implements Command {

  @Override
  public String name() {
    return "refresh";
  }

  @Override
  public String form() {
    return "";
  }

  @Override
  public String example() {
    return "git-crypt refresh";
  }

  @Override
  public String summary() {
    return "write configuration and encrypted files anew with the keys that are here";
  }

  @Override
  public int run(Arguments arguments, Shell shell) {
    arguments.exactly(0);
    Launcher.repository(shell).refresh();
    return Program.DONE;
  }
}
