package dev.secrets.cli.ansiblevault;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked for, and the options that go with it. */
enum Action {
  CREATE("file_name", Option.ENCRYPT_VAULT_ID, Option.SKIP_TTY_CHECK),
  DECRYPT("file_name", Option.OUTPUT, Option.ALLOW_LEGACY),
  EDIT("file_name", Option.ENCRYPT_VAULT_ID, Option.ALLOW_LEGACY),
  VIEW("file_name", Option.ALLOW_LEGACY),
  ENCRYPT("file_name", Option.OUTPUT, Option.ENCRYPT_VAULT_ID),
  ENCRYPT_STRING(
      "string_to_encrypt",
      Option.OUTPUT,
      Option.ENCRYPT_VAULT_ID,
      Option.PROMPT,
      Option.SHOW_INPUT,
      Option.NAME,
      Option.STDIN_NAME),
  REKEY(
      "file_name",
      Option.ENCRYPT_VAULT_ID,
      Option.NEW_VAULT_PASSWORD_FILE,
      Option.NEW_VAULT_ID,
      Option.ALLOW_LEGACY);

  private final String operand;

  @SuppressWarnings("ImmutableEnumChecker") // the list cannot be changed
  private final List<Option> options;

  Action(String operand, Option... own) {
    this.operand = operand;
    options = Stream.concat(Option.common(), Stream.of(own)).toList();
  }

  static Optional<Action> find(String word) {
    return Stream.of(values()).filter(action -> action.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String operand() {
    return operand;
  }

  List<Option> options() {
    return options;
  }
}
