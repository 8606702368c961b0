package dev.secrets.cli.gitcrypt;

import java.util.List;
import java.util.Optional;

/** The commands there are, beside the filters that git calls. */
final class Commands {

  private Commands() {}

  static List<Command> all() {
    return List.of(
        new InitCommand(),
        new StatusCommand(),
        new LockCommand(),
        new UnlockCommand(),
        new AddGpgUserCommand(),
        new RmGpgUserCommand(),
        new LsGpgUsersCommand(),
        new ExportKeyCommand(),
        new MigrateKeyCommand(),
        new KeygenCommand(),
        new CheckCommand(),
        new HooksCommand(),
        new RefreshCommand());
  }

  static Optional<Command> find(String name) {
    return all().stream().filter(command -> command.name().equals(name)).findFirst();
  }
}
