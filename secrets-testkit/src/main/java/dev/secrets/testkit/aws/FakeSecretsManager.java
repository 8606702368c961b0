package dev.secrets.testkit.aws;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * AWS Secrets Manager as a server of this process, on a loopback port: the operations on secrets,
 * versions, labels and tags, with the service's limits, error codes and deletion states. Any client
 * of AWS can talk to it.
 *
 * <pre>{@code
 * try (FakeSecretsManager fake = FakeSecretsManager.start()) {
 *   fake.add("prod/db", "swordfish");
 *   run(fake.environment());
 *   assertThat(fake.calls("GetSecretValue")).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Secrets are kept by account and region, both taken from a request's credential scope. It is
 * consistent at once unless told otherwise, demands a signature without computing it, and knows no
 * rotation, replication or policies; what it does not support it refuses with an error of the
 * service's form. Thread-safe.
 */
public final class FakeSecretsManager implements AutoCloseable {

  /** What callers of the agent have to show. */
  public static final String AGENT_TOKEN = "token-of-the-fake-agent";

  private static final String ACCESS_KEY = "AKIAFAKEFAKEFAKEFAKE";
  private static final String SECRET_KEY = "fake-secret-key-of-the-testkit";

  private final Scope home;
  private final FakeState state;
  private final HttpServer server;
  private final HttpServer agent;
  private final ExecutorService threads = Executors.newCachedThreadPool(FakeSecretsManager::daemon);

  private FakeSecretsManager(Builder from) {
    home = new Scope(from.account, from.region);
    Lags lags = new Lags(from.listingLag, from.deletionLag);
    state = new FakeState(from.clock, lags, from.suffixes, from.account, from.accounts);
    server = listen(from.port);
    server.createContext("/", new FakeHandler(state, new Signature(from.clock, from.skewAtMost)));
    agent = listen(0);
    agent.createContext("/", new FakeAgent(state, home));
    agent.setExecutor(threads);
    agent.start();
    server.setExecutor(threads);
    server.start();
  }

  /** An empty one on a free port. */
  public static FakeSecretsManager start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Where the agent listens that AWS offers for a machine of its own: {@code GET
   * /secretsmanager/get?secretId=…} with the token {@value #AGENT_TOKEN}.
   */
  public URI agentEndpoint() {
    return URI.create("http://127.0.0.1:" + agent.getAddress().getPort());
  }

  /**
   * What a client needs in its environment: endpoint, region under both its names, and credentials
   * that mean nothing elsewhere.
   */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", endpoint().toString());
    variables.put("AWS_REGION", home.region());
    variables.put("AWS_DEFAULT_REGION", home.region());
    variables.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    return variables;
  }

  /**
   * Adds secrets from JSON: {@code {"region", "account", "secrets": [{"name", "suffix", "string" |
   * "json" | "base64", "tags"}]}}, where only a name and a value are needed. Names that only AWS
   * itself could give, such as {@code rds!x}, are taken.
   *
   * @throws IllegalArgumentException if it cannot be understood; the message names no value
   */
  public void seed(String json) {
    Seed seed = Seed.parse(json);
    Scope scope =
        new Scope(seed.account().orElse(home.account()), seed.region().orElse(home.region()));
    seed.entries().forEach(entry -> state.add(scope, entry));
  }

  /** Adds a secret of text. */
  public void add(String name, String text) {
    state.add(home, Seed.Entry.of(name, StoredValue.text(text)));
  }

  /** Adds a binary secret. */
  public void add(String name, byte[] bytes) {
    state.add(home, Seed.Entry.of(name, StoredValue.binary(bytes.clone())));
  }

  /** Every request so far, refused ones too, in the order received. */
  public List<Call> calls() {
    return List.copyOf(state.calls());
  }

  /** The requests of one operation, such as {@code GetSecretValue}. */
  public List<Call> calls(String operation) {
    return state.calls().stream().filter(call -> call.operation().equals(operation)).toList();
  }

  /** Starts counting anew. */
  public void forgetCalls() {
    state.calls().clear();
  }

  /** Lets calls go wrong from now on; of several faults the one injected first comes first. */
  public void inject(Fault fault) {
    state.faults().add(fault);
  }

  /** All is well again. */
  public void clearFaults() {
    state.faults().clear();
  }

  /** Stops listening and forgets everything. */
  @Override
  public void close() {
    server.stop(0);
    agent.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer listen(int port) {
    // Header and body are two packets; the second would wait 40 ms for the first's acknowledgement.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot listen on port " + port, failure);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fake-secrets-manager");
    thread.setDaemon(true);
    return thread;
  }

  /** Builds a {@link FakeSecretsManager}; not thread-safe. */
  public static final class Builder {

    private static final String ALPHANUMERICS =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SUFFIX_LENGTH = 6;

    private final Map<String, String> accounts = new HashMap<>();
    private int port;
    private String account = "000000000000";
    private String region = "us-east-1";
    private Clock clock = Clock.systemUTC();
    private Duration listingLag = Duration.ZERO;
    private Duration deletionLag = Duration.ZERO;
    private Optional<Duration> skewAtMost = Optional.empty();
    private Supplier<String> suffixes = Builder::randomSuffix;

    private Builder() {}

    /** Listens here; 0, as without it, for any free port. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** The region of {@link #environment} and of secrets that are added without one. */
    public Builder region(String name) {
      region = name;
      return this;
    }

    /** The account, twelve digits, of all callers that no other call gives one. */
    public Builder account(String id) {
      account = id;
      return this;
    }

    /** The account of callers with this access key. */
    public Builder account(String accessKey, String id) {
      accounts.put(accessKey, id);
      return this;
    }

    /** What time it is, for dates and for what expires. */
    public Builder clock(Clock source) {
      clock = source;
      return this;
    }

    /** How long a new secret is missing in listings; not at all without this. */
    public Builder listingLag(Duration lag) {
      listingLag = lag;
      return this;
    }

    /** How long a forced deletion keeps the name taken; not at all without this. */
    public Builder deletionLag(Duration lag) {
      deletionLag = lag;
      return this;
    }

    /** Refuses requests signed at a time further from the clock than this. */
    public Builder skewAtMost(Duration skew) {
      skewAtMost = Optional.of(skew);
      return this;
    }

    /** The six characters behind each new secret's name in its ARN. */
    public Builder suffixes(Supplier<String> source) {
      suffixes = source;
      return this;
    }

    /** Listens from now on. */
    public FakeSecretsManager start() {
      return new FakeSecretsManager(this);
    }

    private static String randomSuffix() {
      SecureRandom random = new SecureRandom();
      StringBuilder suffix = new StringBuilder();
      for (int place = 0; place < SUFFIX_LENGTH; place++) {
        suffix.append(ALPHANUMERICS.charAt(random.nextInt(ALPHANUMERICS.length())));
      }
      return suffix.toString();
    }
  }
}
