package dev.secrets.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands there are; only the one that is named is ever built. */
enum CommandName {
  RUN("start a program with the secrets in its environment"),
  GET("write one secret, byte for byte"),
  SET("write a secret or one field of it"),
  HISTORY("show the versions of a secret"),
  RESTORE("make an earlier version of a secret the current one"),
  ROTATE("replace a value by a new one that was tested first"),
  DELETE("delete a secret, for a while or for good"),
  UNDELETE("bring back a deleted secret"),
  REFERENCE("explain a reference, also one of other tools"),
  LIST("show which names are bound to what, or what a store holds"),
  WHY("tell where a value comes from, without the value"),
  FIND("find secrets by their names"),
  SCAN("look for the values of the project where they should not be"),
  DIFF("compare two environments, revisions or secrets"),
  STATUS("show environments and secrets on one screen"),
  CHECK("prove the project sound, or tell what is not"),
  ENCRYPT("put files or single values into envelopes"),
  DECRYPT("take files or single values out of their envelopes"),
  VIEW("show the plaintext of a file or a value"),
  EDIT("edit the plaintext of a file or a value"),
  REKEY("move files and values to another key"),
  INIT("make a project ready for a method, or a new environment"),
  MIGRATE("move secrets to another method or place"),
  RESUME("bring an interrupted run over many files to its end"),
  UNDO("take back an interrupted run, or the last init or migrate"),
  SHIMS("make links that stand in for other tools"),
  GIT_DRIVERS("let git compare and merge the plaintext of vaults"),
  VAULT_CLIENT("serve Ansible as a vault password script"),
  EXPORT("write the secrets of an environment in a form for another program"),
  RENDER("put values into a template"),
  ENVIRONMENTS("show the environments of the project"),
  BACKENDS("show the stores and codecs that are installed"),
  COMPLETION("write what a shell needs to complete commands and options"),
  VERSION("show the version");

  private final String summary;

  CommandName(String summary) {
    this.summary = summary;
  }

  static Optional<CommandName> find(String word) {
    return Stream.of(values()).filter(name -> name.word().equals(word)).findFirst();
  }

  /** As it is typed. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String summary() {
    return summary;
  }

  Command create() {
    return switch (this) {
      case RUN -> new RunCommand();
      case GET -> new GetCommand();
      case SET -> new SetCommand();
      case HISTORY -> new HistoryCommand();
      case RESTORE -> new RestoreCommand();
      case ROTATE -> new RotateCommand();
      case DELETE -> new DeleteCommand();
      case UNDELETE -> new UndeleteCommand();
      case REFERENCE -> new ReferenceCommand();
      case LIST -> new ListCommand();
      case WHY -> new WhyCommand();
      case FIND -> new FindCommand();
      case SCAN -> new ScanCommand();
      case DIFF -> new DiffCommand();
      case STATUS -> new StatusCommand();
      case CHECK -> new CheckCommand();
      case ENCRYPT, DECRYPT, REKEY -> new ProtectCommand(this);
      case VIEW -> new ViewCommand();
      case EDIT -> new EditCommand();
      case INIT -> new InitCommand();
      case MIGRATE -> new MigrateCommand();
      case RESUME, UNDO -> new RecoverCommand(this);
      case SHIMS -> new ShimsCommand();
      case GIT_DRIVERS -> new GitDriversCommand();
      case VAULT_CLIENT -> new VaultClientCommand();
      case EXPORT -> new ExportCommand();
      case RENDER -> new RenderCommand();
      case ENVIRONMENTS -> new EnvironmentsCommand();
      case BACKENDS -> new BackendsCommand();
      case COMPLETION -> new CompletionCommand();
      case VERSION -> new VersionCommand();
    };
  }
}
