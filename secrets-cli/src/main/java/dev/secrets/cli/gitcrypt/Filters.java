package dev.secrets.cli.gitcrypt;

import dev.secrets.SecretsException;
import dev.secrets.gitcrypt.GitFilter;
import dev.secrets.gitcrypt.GitMerge;
import dev.secrets.spi.BackendContext;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The programs that git calls. They read their few options without picocli, which would take longer
 * than the rest.
 */
final class Filters implements GitFilter.Listener {

  private static final int MERGE_ARGUMENTS = 4;
  private static final String KEY_NAME = "--key-name=";
  private static final String KEY_FILE = "--key-file=";

  private final Shell shell;
  private String keyName = "";
  private String keyFile = "";
  private String legacyKeyFile = "";
  private final List<String> positional = new ArrayList<>();

  Filters(Shell shell) {
    this.shell = shell;
  }

  int run(String verb, List<String> arguments) throws IOException {
    if (verb.equals("refuse")) {
      return refuse(arguments);
    }
    parse(arguments);
    if (verb.equals("merge")) {
      return merge();
    }
    requirePositional(verb.equals("diff") ? 1 : 0);
    try (GitFilter filter = filter()) {
      switch (verb) {
        case "clean" -> filter.clean(shell.in(), shell.out());
        case "smudge" -> filter.smudge(shell.in(), shell.out());
        case "process" -> filter.serve(shell.in(), shell.out());
        default -> diff(filter, positional.get(positional.size() - 1));
      }
    }
    return Program.DONE;
  }

  /** As in git-crypt, a key file counts whatever key is named. */
  private GitFilter filter() throws IOException {
    if (!keyFile.isEmpty()) {
      return GitFilter.of(KeyInput.read(keyFile, shell), context(), this);
    }
    if (!legacyKeyFile.isEmpty()) {
      return GitFilter.of(KeyInput.readLegacy(legacyKeyFile, shell), context(), this);
    }
    return new GitFilter(context(), this);
  }

  private BackendContext context() {
    return shell.context(keyName.isEmpty() ? Map.of() : Map.of("key-name", List.of(keyName)));
  }

  /** What git calls in a locked clone with our hooks. */
  private int refuse(List<String> arguments) throws IOException {
    try (GitFilter filter = GitFilter.refusing(context(), this)) {
      if (arguments.equals(List.of("process"))) {
        filter.serve(shell.in(), shell.out());
      } else {
        filter.clean(shell.in(), shell.out());
      }
    }
    return Program.DONE;
  }

  private int merge() {
    if (positional.size() != MERGE_ARGUMENTS || !positional.get(3).matches("[0-9]{1,4}")) {
      throw new UsageException("merge is called by git, with %O %A %B %L");
    }
    List<Path> files = positional.stream().limit(3).map(shell.directory()::resolve).toList();
    int markerSize = Integer.parseInt(positional.get(3));
    try (GitMerge merge = new GitMerge(context())) {
      return merge.merge(files.get(0), files.get(1), files.get(2), markerSize)
          ? Program.DONE
          : Program.FAILED;
    }
  }

  private void diff(GitFilter filter, String file) throws IOException {
    try (InputStream in = new FileInputStream(shell.directory().resolve(file).toFile())) {
      filter.textconv(in, shell.out());
    }
  }

  private void parse(List<String> arguments) {
    for (int at = 0; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      if (argument.startsWith(KEY_NAME)) {
        keyName = argument.substring(KEY_NAME.length());
      } else if (argument.startsWith(KEY_FILE)) {
        keyFile = argument.substring(KEY_FILE.length());
      } else if (argument.startsWith("-k") && argument.length() > 2) {
        keyName = argument.substring(2);
      } else if (argument.equals("-k") || argument.equals("--key-name")) {
        keyName = valueAt(arguments, ++at);
      } else if (argument.equals("--key-file")) {
        keyFile = valueAt(arguments, ++at);
      } else if (argument.equals("--")) {
        positional.addAll(arguments.subList(at + 1, arguments.size()));
        return;
      } else if (argument.startsWith("-") && argument.length() > 1) {
        throw new UsageException("no option '" + argument + "'");
      } else {
        positional.addAll(arguments.subList(at, arguments.size()));
        return;
      }
    }
  }

  private static String valueAt(List<String> arguments, int at) {
    if (at == arguments.size()) {
      throw new UsageException("an option lacks its value");
    }
    return arguments.get(at);
  }

  /** One more is the key file, as git-crypt before 0.4 wrote it into the configuration. */
  private void requirePositional(int count) {
    if (positional.size() == count + 1 && keyName.isEmpty() && keyFile.isEmpty()) {
      legacyKeyFile = positional.get(0);
    } else if (positional.size() != count) {
      throw new UsageException("wrong number of arguments");
    }
  }

  @Override
  public void notEncrypted(String place) {
    shell.complain(
        "git-crypt: warning: "
            + place
            + " is not encrypted: it may have been committed before it was marked for encryption,"
            + " 'git-crypt status' shows all such files");
  }

  @Override
  public void refused(SecretsException failure) {
    shell.complain("git-crypt: Error: " + failure.getMessage());
    failure.hints().forEach(hint -> shell.complain("git-crypt: hint: " + hint));
  }
}
