package dev.secrets.gitcrypt;

import dev.secrets.SecretsException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeySource;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program around the filter, for git to start: verb, then perhaps a key name or a file. */
final class FilterMain {

  private static final String KEY_NAME = "--key-name=";

  private FilterMain() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("merge")) {
      System.exit(merge(List.of(arguments)));
    }
    String last = arguments[arguments.length - 1];
    Map<String, List<String>> options =
        last.startsWith(KEY_NAME)
            ? Map.of("key-name", List.of(last.substring(KEY_NAME.length())))
            : Map.of();
    BackendContext context =
        BackendContext.builder()
            .environment(System.getenv())
            .options(options)
            .keys(KeySource.fromEnvironment(System.getenv(), Path.of("")))
            .build();
    boolean refusing = arguments[0].equals("refuse");
    try (GitFilter filter =
        refusing
            ? GitFilter.refusing(context, new StandardError())
            : new GitFilter(context, new StandardError())) {
      switch (refusing ? last : arguments[0]) {
        case "process" -> filter.serve(System.in, System.out);
        case "clean" -> filter.clean(System.in, System.out);
        case "smudge" -> filter.smudge(System.in, System.out);
        case "diff" -> diff(filter, last);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  /** What git is to be told to call it. */
  static FilterProgram program() {
    return FilterProgram.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            FilterMain.class.getName()));
  }

  private static int merge(List<String> arguments) {
    BackendContext context = BackendContext.builder().environment(System.getenv()).build();
    int at = arguments.size() - 4;
    try (GitMerge merge = new GitMerge(context)) {
      return merge.merge(
              Path.of(arguments.get(at)),
              Path.of(arguments.get(at + 1)),
              Path.of(arguments.get(at + 2)),
              Integer.parseInt(arguments.get(at + 3)))
          ? 0
          : 1;
    }
  }

  private static void diff(GitFilter filter, String file) throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      filter.textconv(in, System.out);
    }
  }

  private static final class StandardError implements GitFilter.Listener {

    @Override
    public void notEncrypted(String place) {
      System.err.println("not encrypted: " + place);
    }

    @Override
    public void refused(SecretsException failure) {
      System.err.println("refused: " + failure.getMessage());
    }
  }
}
