package dev.secrets.gitcrypt;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A home of gpg's own, with keys that it generates. */
record Keyring(Path home) {

  static Keyring create() throws IOException {
    // Sockets live in it, so the path must be short.
    return new Keyring(
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
  }

  /** Returns the fingerprint. */
  String generate(String userId, String algorithm, String expiry) {
    gpg("--passphrase", "", "--quick-generate-key", userId, algorithm, "default", expiry);
    return fingerprint(userId);
  }

  String fingerprint(String userId) {
    return gpg("--with-colons", "--fingerprint", "--list-keys", userId)
        .text()
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .findFirst()
        .orElseThrow()
        .split(":", -1)[9];
  }

  PeerCommand.Outcome gpg(String... arguments) {
    return command().run(arguments).expectSuccess();
  }

  PeerCommand command() {
    return Peers.require("gpg")
        .with("GNUPGHOME", home.toString())
        .prefixed("--batch", "--pinentry-mode", "loopback");
  }

  Map<String, String> environment() {
    return Map.of("GNUPGHOME", home.toString());
  }

  /** The same where gpg is not installed; a program that does not exist stands for that. */
  Map<String, String> withoutGpg() throws IOException {
    return withoutGpg(home);
  }

  static Map<String, String> withoutGpg(Path home) throws IOException {
    Path config = home.resolve("gitconfig");
    Files.writeString(config, "[gpg]\n\tprogram = /nonexistent/gpg\n");
    return Map.of("GNUPGHOME", home.toString(), "GIT_CONFIG_GLOBAL", config.toString());
  }

  /** Has the real tool unlock {@code clone} with a secret key of this keyring. */
  void unlockWithGitCrypt(Repository clone) {
    clone.command("git-crypt").with("GNUPGHOME", home.toString()).run("unlock").expectSuccess();
  }

  /** Ends the agent, which would live on. */
  void close() {
    Peers.require("gpgconf").with("GNUPGHOME", home.toString()).run("--kill", "all");
  }
}
