package dev.secrets.cli.ansiblevault;

import java.util.List;
import java.util.stream.Stream;

/** An option of the command line. */
enum Option {
  HELP(false, "-h", "--help"),
  VERSION(false, "--version"),
  VERBOSE(false, "-v", "--verbose"),
  VAULT_ID(true, "--vault-id"),
  ASK_VAULT_PASSWORD(false, "-J", "--ask-vault-password", "--ask-vault-pass"),
  VAULT_PASSWORD_FILE(true, "--vault-password-file", "--vault-pass-file"),
  ENCRYPT_VAULT_ID(true, "--encrypt-vault-id"),
  OUTPUT(true, "--output"),
  SKIP_TTY_CHECK(false, "--skip-tty-check"),
  PROMPT(false, "-p", "--prompt"),
  SHOW_INPUT(false, "--show-input"),
  NAME(true, "-n", "--name"),
  STDIN_NAME(true, "--stdin-name"),
  NEW_VAULT_PASSWORD_FILE(true, "--new-vault-password-file"),
  NEW_VAULT_ID(true, "--new-vault-id"),
  ALLOW_LEGACY(false, "--allow-legacy");

  private final boolean takesValue;

  @SuppressWarnings("ImmutableEnumChecker") // the list cannot be changed
  private final List<String> names;

  Option(boolean takesValue, String... names) {
    this.takesValue = takesValue;
    this.names = List.of(names);
  }

  /** Of every action. */
  static Stream<Option> common() {
    return Stream.of(HELP, VERBOSE, VAULT_ID, ASK_VAULT_PASSWORD, VAULT_PASSWORD_FILE);
  }

  boolean takesValue() {
    return takesValue;
  }

  List<String> names() {
    return names;
  }

  /** All its names, as messages have it. */
  String title() {
    return String.join("/", names);
  }

  /** Whether it and {@code other} exclude each other. */
  boolean excludes(Option other) {
    return (this == ASK_VAULT_PASSWORD && other == VAULT_PASSWORD_FILE)
        || (this == VAULT_PASSWORD_FILE && other == ASK_VAULT_PASSWORD)
        || (this == NEW_VAULT_ID && other == NEW_VAULT_PASSWORD_FILE)
        || (this == NEW_VAULT_PASSWORD_FILE && other == NEW_VAULT_ID);
  }
}
