package dev.secrets.gitcrypt;

import dev.secrets.SecretsException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;

/** A program around the filter, for git to start. */
final class FilterMain {

  private FilterMain() {}

  public static void main(String[] arguments) throws IOException {
    BackendContext context = BackendContext.builder().environment(System.getenv()).build();
    try (GitFilter filter = new GitFilter(context, new StandardError())) {
      switch (arguments[0]) {
        case "process" -> filter.serve(System.in, System.out);
        case "clean" -> filter.clean(System.in, System.out);
        case "smudge" -> filter.smudge(System.in, System.out);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
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
