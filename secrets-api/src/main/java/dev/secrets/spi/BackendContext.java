package dev.secrets.spi;

import dev.secrets.Progress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a backend may ask of the outside: it never touches {@code System.in}, {@code
 * System.getenv} and the like by itself. Immutable and thread-safe.
 */
public final class BackendContext {

  private final Map<String, List<String>> options;
  private final Map<String, String> environment;
  private final Path directory;
  private final KeySource keys;
  private final Prompter prompter;
  private final ProcessStarter processes;
  private final CallListener calls;
  private final @Nullable Progress progress;
  private final Clock clock;
  private final @Nullable SecureRandom random;

  private BackendContext(Builder from) {
    options = Map.copyOf(from.options);
    environment = Map.copyOf(from.environment);
    directory = from.directory;
    keys = from.keys;
    prompter = from.prompter;
    processes = from.processes;
    calls = from.calls;
    progress = from.progress;
    clock = from.clock;
    random = from.random;
  }

  /**
   * A context with no options, an empty environment, no keys, nobody to ask, and the working
   * directory.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** This context with changes. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.options = options;
    copy.environment = environment;
    copy.directory = directory;
    copy.keys = keys;
    copy.prompter = prompter;
    copy.processes = processes;
    copy.calls = calls;
    copy.progress = progress;
    copy.clock = clock;
    copy.random = random;
    return copy;
  }

  /** Every value given for an option such as {@code vault-id}, in order; empty when not given. */
  public List<String> options(String name) {
    return options.getOrDefault(name, List.of());
  }

  /** The last value given for an option, if any. */
  public Optional<String> option(String name) {
    List<String> values = options(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** The process environment. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Where relative paths start and where configuration is sought. */
  public Path directory() {
    return directory;
  }

  public KeySource keys() {
    return keys;
  }

  public Prompter prompter() {
    return prompter;
  }

  public ProcessStarter processes() {
    return processes;
  }

  /** Whom to tell of each call over the network. */
  public CallListener calls() {
    return calls;
  }

  /** Whom to tell how far a work has come that may take long. */
  public Progress progress() {
    // Not before it is needed: most contexts serve work that is short.
    return progress == null ? Progress.none() : progress;
  }

  public Clock clock() {
    return clock;
  }

  /** For keys, salts and nonces. */
  public SecureRandom random() {
    // Not before it is needed: the first one loads the security providers.
    return random == null ? new SecureRandom() : random;
  }

  /** Builds a {@link BackendContext}; not thread-safe. */
  public static final class Builder {

    private Map<String, List<String>> options = Map.of();
    private Map<String, String> environment = Map.of();
    private Path directory = Path.of("").toAbsolutePath();
    private KeySource keys = KeySource.none();
    private Prompter prompter = Prompter.none();
    private ProcessStarter processes = ProcessStarter.system();
    private CallListener calls = CallListener.none();
    private @Nullable Progress progress;
    private Clock clock = Clock.systemUTC();
    private @Nullable SecureRandom random;

    private Builder() {}

    public Builder options(Map<String, List<String>> values) {
      options = values;
      return this;
    }

    public Builder environment(Map<String, String> variables) {
      environment = variables;
      return this;
    }

    public Builder directory(Path path) {
      directory = path.toAbsolutePath().normalize();
      return this;
    }

    public Builder keys(KeySource source) {
      keys = source;
      return this;
    }

    public Builder prompter(Prompter terminal) {
      prompter = terminal;
      return this;
    }

    public Builder processes(ProcessStarter starter) {
      processes = starter;
      return this;
    }

    public Builder calls(CallListener listener) {
      calls = listener;
      return this;
    }

    public Builder progress(Progress listener) {
      progress = listener;
      return this;
    }

    public Builder clock(Clock source) {
      clock = source;
      return this;
    }

    public Builder random(SecureRandom source) {
      random = source;
      return this;
    }

    public BackendContext build() {
      return new BackendContext(this);
    }
  }
}
