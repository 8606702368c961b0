package dev.secrets.testkit.aws;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the command line of the fake says. Anything else is an IllegalArgumentException. */
final class FakeOptions {

  private static final int MAX_PORT = 65_535;

  private final List<Fault> faults = new ArrayList<>();
  private final FakeSecretsManager.Builder builder = FakeSecretsManager.builder();
  private Optional<Path> seed = Optional.empty();

  private FakeOptions() {}

  static FakeOptions parse(List<String> arguments) {
    FakeOptions options = new FakeOptions();
    for (int next = 0; next < arguments.size(); next += 2) {
      if (next + 1 == arguments.size()) {
        throw new IllegalArgumentException("'" + arguments.get(next) + "' has no value");
      }
      options.take(arguments.get(next), arguments.get(next + 1));
    }
    return options;
  }

  private void take(String option, String value) {
    switch (option) {
      case "--seed" -> seed = Optional.of(Path.of(value));
      case "--port" -> builder.port(port(value));
      case "--fault" -> faults.add(FaultText.parse(value));
      case "--listing-lag" -> builder.listingLag(FaultText.duration(value));
      case "--deletion-lag" -> builder.deletionLag(FaultText.duration(value));
      case "--skew-at-most" -> builder.skewAtMost(FaultText.duration(value));
      default -> throw new IllegalArgumentException("there is no option '" + option + "'");
    }
  }

  Optional<Path> seed() {
    return seed;
  }

  /**
   * A fake with the secrets of {@code json}. Calls are of the seed's account and region, so that
   * its names can be asked for as they are.
   */
  FakeSecretsManager start(String json) {
    Seed secrets = Seed.parse(json);
    secrets.account().ifPresent(builder::account);
    secrets.region().ifPresent(builder::region);
    FakeSecretsManager fake = builder.start();
    fake.seed(json);
    faults.forEach(fake::inject);
    return fake;
  }

  private static int port(String text) {
    int number = Integer.parseInt(text);
    if (number < 0 || number > MAX_PORT) {
      throw new IllegalArgumentException("a port is a number up to " + MAX_PORT);
    }
    return number;
  }
}
