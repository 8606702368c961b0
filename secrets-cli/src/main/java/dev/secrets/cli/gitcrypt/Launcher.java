package dev.secrets.cli.gitcrypt;

import dev.secrets.gitcrypt.FilterProgram;
import dev.secrets.gitcrypt.GitCryptRepository;
import java.util.List;
import java.util.Map;

/** How git is to start this program: by the distribution's launcher that it was started by. */
final class Launcher {

  private Launcher() {}

  static GitCryptRepository repository(Shell shell) {
    return new GitCryptRepository(shell.context(Map.of()), program(shell.environment()));
  }

  static FilterProgram program(Map<String, String> environment) {
    List<String> words = dev.secrets.cli.Launcher.command(environment, "git-crypt");
    return FilterProgram.of(words.get(0), words.subList(1, words.size()));
  }
}
