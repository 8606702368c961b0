package dev.secrets.cli;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.nio.file.Path;

/** The command as it is packaged, started by its launcher in a process of its own. */
final class Distribution {

  static final Path HOME = Path.of("target", "secrets").toAbsolutePath();
  static final Path LAUNCHER = HOME.resolve("bin/secrets");

  private Distribution() {}

  /** In {@code folder}, with nothing of the user's and without a class archive. */
  static PeerCommand in(Path folder) {
    return program("sh", folder).prefixed(LAUNCHER.toString());
  }

  /** Another program, with the launcher on its search path. */
  static PeerCommand program(String name, Path folder) {
    return Peers.require(name)
        .in(folder)
        .with("PATH", LAUNCHER.getParent() + ":" + System.getenv("PATH"))
        .with("HOME", folder.toString())
        .without("XDG_CACHE_HOME")
        .without("XDG_CONFIG_HOME")
        .without("SECRETS_ENV")
        .without("AWS_ACCESS_KEY_ID")
        .with("SECRETS_NO_CACHE", "1");
  }
}
