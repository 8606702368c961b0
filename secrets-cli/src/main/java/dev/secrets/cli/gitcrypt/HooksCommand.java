package dev.secrets.cli.gitcrypt;

import dev.secrets.gitcrypt.GitCryptRepository;
import java.util.List;

/** {@code git-crypt hooks}. */
final class HooksCommand implements Command {

  private static final String SERVER = "--pre-receive";

  @Override
  public String name() {
    return "hooks";
  }

  @Override
  public String form() {
    return "install [--pre-receive] | uninstall";
  }

  @Override
  public String example() {
    return "git-crypt hooks install";
  }

  @Override
  public String summary() {
    return "let git check every commit and push, and guard a locked clone";
  }

  @Override
  public int run(Arguments arguments, Shell shell) {
    GitCryptRepository repository = Launcher.repository(shell);
    List<String> words = arguments.positional();
    if (words.equals(List.of("install"))) {
      repository.installHooks(false);
    } else if (words.equals(List.of("install", SERVER))) {
      repository.installHooks(true);
    } else if (words.equals(List.of("uninstall"))) {
      repository.uninstallHooks();
    } else {
      throw new UsageException("'install' or 'uninstall' is expected");
    }
    return Program.DONE;
  }
}
