package dev.secrets.testkit.aws;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@link FakeSecretsManager} from the command line: prints its endpoint, then serves until killed.
 */
final class FakeSecretsManagerMain {

  private static final List<String> USAGE =
      List.of(
          "usage: java -jar fake-aws.jar [--seed FILE] [--port NUMBER] [--fault FAULT]...",
          "         [--listing-lag TIME] [--deletion-lag TIME] [--skew-at-most TIME]",
          "  FAULT  KIND[=TIME|=COUNT][,on=OPERATION][,for=SECRET], such as throttle=30s,",
          "         latency=200ms or reset=2,on=GetSecretValue; KIND is one of throttle, denied,",
          "         kms, clock-skew, wrong-region, server-error, reset, truncated, empty, html",
          "         and latency, whose TIME is how late each answer is",
          "  TIME   such as 200ms, 30s or 5m");
  private static final int USAGE_ERROR = 2;
  private static final int BAD_SEED = 6;
  private static final int INPUT_OUTPUT = 9;

  private FakeSecretsManagerMain() {}

  public static void main(String... arguments) throws InterruptedException {
    if (List.of(arguments).contains("--help")) {
      USAGE.forEach(System.out::println);
      return;
    }
    FakeOptions options = options(arguments);
    String json = options.seed().map(FakeSecretsManagerMain::read).orElse("{}");
    announce(start(options, json), System.out);
    Thread.currentThread().join();
  }

  private static FakeOptions options(String... arguments) {
    try {
      return FakeOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException wrong) {
      USAGE.forEach(System.err::println);
      throw exit(USAGE_ERROR, String.valueOf(wrong.getMessage()));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw exit(INPUT_OUTPUT, "cannot read '" + file + "'");
    }
  }

  private static FakeSecretsManager start(FakeOptions options, String json) {
    try {
      return options.start(json);
    } catch (IllegalArgumentException malformed) {
      throw exit(BAD_SEED, String.valueOf(malformed.getMessage()));
    } catch (UncheckedIOException failure) {
      throw exit(INPUT_OUTPUT, String.valueOf(failure.getMessage()));
    }
  }

  /** For {@code eval}; the agent, which clients do not use by themselves, is a comment. */
  private static void announce(FakeSecretsManager fake, PrintStream out) {
    out.println(fake.endpoint());
    fake.environment().forEach((name, value) -> out.println("export " + name + "=" + value));
    out.println("# agent: " + fake.agentEndpoint() + ", token " + FakeSecretsManager.AGENT_TOKEN);
    out.flush();
  }

  private static IllegalStateException exit(int code, String message) {
    System.err.println("fake-aws: error: " + message);
    System.exit(code);
    return new IllegalStateException("exit returned");
  }
}
