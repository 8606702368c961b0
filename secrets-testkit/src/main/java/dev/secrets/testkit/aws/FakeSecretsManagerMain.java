package dev.secrets.testkit.aws;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@link FakeSecretsManager} from the command line: prints its endpoint, then serves until killed.
 */
final class FakeSecretsManagerMain {

  private static final String USAGE = "usage: java -jar fake-aws.jar [--seed FILE] [--port NUMBER]";
  private static final int MAX_PORT = 65_535;
  private static final int USAGE_ERROR = 2;
  private static final int BAD_SEED = 6;
  private static final int INPUT_OUTPUT = 9;

  private record Options(Optional<Path> seed, int port) {

    static Options parse(List<String> arguments) {
      Options options = new Options(Optional.empty(), 0);
      for (int next = 0; next < arguments.size(); next += 2) {
        if (next + 1 == arguments.size()) {
          throw new IllegalArgumentException(USAGE);
        }
        options = options.with(arguments.get(next), arguments.get(next + 1));
      }
      return options;
    }

    private Options with(String option, String value) {
      return switch (option) {
        case "--seed" -> new Options(Optional.of(Path.of(value)), port);
        case "--port" -> new Options(seed, port(value));
        default -> throw new IllegalArgumentException(USAGE);
      };
    }

    private static int port(String text) {
      int number = Integer.parseInt(text);
      if (number < 0 || number > MAX_PORT) {
        throw new IllegalArgumentException(USAGE);
      }
      return number;
    }
  }

  private FakeSecretsManagerMain() {}

  public static void main(String... arguments) throws InterruptedException {
    Options options = options(arguments);
    String json = options.seed().map(FakeSecretsManagerMain::read).orElse("{}");
    announce(start(options.port(), json), System.out);
    Thread.currentThread().join();
  }

  private static Options options(String... arguments) {
    try {
      return Options.parse(List.of(arguments));
    } catch (IllegalArgumentException wrong) {
      throw exit(USAGE_ERROR, USAGE);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw exit(INPUT_OUTPUT, "cannot read '" + file + "'");
    }
  }

  /** Calls are of the seed's account and region, so that its names can be asked for as they are. */
  private static FakeSecretsManager start(int port, String json) {
    try {
      Seed seed = Seed.parse(json);
      FakeSecretsManager.Builder builder = FakeSecretsManager.builder().port(port);
      seed.account().ifPresent(builder::account);
      seed.region().ifPresent(builder::region);
      FakeSecretsManager fake = builder.start();
      fake.seed(json);
      return fake;
    } catch (IllegalArgumentException malformed) {
      throw exit(BAD_SEED, String.valueOf(malformed.getMessage()));
    } catch (UncheckedIOException failure) {
      throw exit(INPUT_OUTPUT, String.valueOf(failure.getMessage()));
    }
  }

  private static void announce(FakeSecretsManager fake, PrintStream out) {
    out.println(fake.endpoint());
    fake.environment().forEach((name, value) -> out.println("export " + name + "=" + value));
    out.flush();
  }

  private static IllegalStateException exit(int code, String message) {
    System.err.println("fake-aws: error: " + message);
    System.exit(code);
    return new IllegalStateException("exit returned");
  }
}
