package dev.secrets.aws;

import dev.secrets.InvalidInputException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.OptionSpec;
import dev.secrets.spi.StoreConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/**
 * What a client is built from. The SDK would read the environment of the process by itself, so
 * whatever the context's environment says is handed over, and only the rest is left to the SDK.
 */
final class ClientSettings {

  static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.optional("region", "the region of secrets that are named without an ARN"),
          OptionSpec.optional("profile", "the profile of the AWS configuration to use"),
          OptionSpec.optional("endpoint", "the URL of the service, where it is not that of AWS"),
          OptionSpec.optional("plain-http", "'allow' an endpoint of another host without TLS"),
          OptionSpec.optional("agent", "the URL of an agent of AWS to read values from"),
          OptionSpec.optional("timeout", "seconds that a call may take with all its attempts"));

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3;

  private final Optional<String> regionOption;
  private final Optional<String> profile;
  private final Optional<URI> endpoint;
  private final Duration timeout;
  private final Map<String, String> environment;

  private ClientSettings(StoreConfig config, Map<String, String> environment) {
    this.environment = environment;
    regionOption = config.find("region");
    profile = config.find("profile");
    endpoint = endpoint(config);
    timeout = config.find("timeout").map(ClientSettings::seconds).orElse(TIMEOUT);
  }

  static ClientSettings of(StoreConfig config, BackendContext context) {
    return new ClientSettings(config, context.environment());
  }

  /** The region of names that bring none; asks the SDK only when nothing nearer tells. */
  String region() {
    return Stream.of(regionOption, variable("AWS_REGION"), variable("AWS_DEFAULT_REGION"))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(this::configuredRegion);
  }

  SecretsManagerClient client(String region) {
    SecretsManagerClientBuilder builder =
        SecretsManagerClient.builder()
            .region(Region.of(region))
            .credentialsProvider(credentials())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(
                calls ->
                    calls
                        .retryStrategy(retries())
                        .apiCallTimeout(timeout)
                        .apiCallAttemptTimeout(timeout.dividedBy(ATTEMPTS)));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private RetryStrategy retries() {
    RetryMode mode =
        switch (variable("AWS_RETRY_MODE").orElse("standard").toLowerCase(Locale.ROOT)) {
          case "standard" -> RetryMode.STANDARD;
          case "adaptive" -> RetryMode.ADAPTIVE_V2;
          case "legacy" -> RetryMode.LEGACY;
          default ->
              throw new InvalidInputException(
                  "AWS_RETRY_MODE is none of 'standard', 'adaptive' and 'legacy'");
        };
    RetryStrategy strategy = AwsRetryStrategy.forRetryMode(mode);
    return variable("AWS_MAX_ATTEMPTS")
        .map(text -> number(text, "AWS_MAX_ATTEMPTS is not a number of attempts"))
        .<RetryStrategy>map(most -> strategy.toBuilder().maxAttempts(most).build())
        .orElse(strategy);
  }

  private AwsCredentialsProvider credentials() {
    if (profile.isPresent()) {
      return ProfileCredentialsProvider.create(existing(profile.get()));
    }
    Optional<String> id = variable("AWS_ACCESS_KEY_ID");
    Optional<String> key = variable("AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() && key.isPresent()) {
      return StaticCredentialsProvider.create(
          variable("AWS_SESSION_TOKEN")
              .<AwsCredentials>map(
                  token -> AwsSessionCredentials.create(id.get(), key.get(), token))
              .orElseGet(() -> AwsBasicCredentials.create(id.get(), key.get())));
    }
    DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
    variable("AWS_PROFILE").map(ClientSettings::existing).ifPresent(chain::profileName);
    return chain.build();
  }

  /** A profile that is not there would be told as missing credentials, which misleads. */
  private static String existing(String profile) {
    if (ProfileFile.defaultProfileFile().profile(profile).isEmpty()) {
      throw new InvalidInputException(
          "there is no AWS profile '" + profile + "'",
          "aws configure list-profiles shows the profiles; AWS_CONFIG_FILE names another file");
    }
    return profile;
  }

  private String configuredRegion() {
    try {
      DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
      profile
          .or(() -> variable("AWS_PROFILE"))
          .map(ClientSettings::existing)
          .ifPresent(name -> chain.profileName(name));
      return chain.build().getRegion().id();
    } catch (SdkClientException nowhere) {
      throw new InvalidInputException(
          "no region is set for AWS Secrets Manager",
          "set AWS_REGION or the option 'region', or name the secret by its ARN");
    }
  }

  /** Where the agent listens that values are to be read from, if there is one. */
  static Optional<URI> agent(StoreConfig config) {
    return secured(config, config.find("agent").map(ClientSettings::url));
  }

  private Optional<URI> endpoint(StoreConfig config) {
    return secured(
        config, config.find("endpoint").or(this::endpointVariable).map(ClientSettings::url));
  }

  private static Optional<URI> secured(StoreConfig config, Optional<URI> found) {
    boolean plainAllowed = config.find("plain-http").filter("allow"::equals).isPresent();
    if (found.isPresent() && !plainAllowed && !isPrivate(found.get())) {
      throw new InvalidInputException(
          "the endpoint '" + found.get() + "' would send secrets without TLS",
          "use https, or set the option 'plain-http' to 'allow'");
    }
    return found;
  }

  private Optional<String> endpointVariable() {
    return variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
            .filter("true"::equalsIgnoreCase)
            .isPresent()
        ? Optional.empty()
        : variable("AWS_ENDPOINT_URL_SECRETS_MANAGER").or(() -> variable("AWS_ENDPOINT_URL"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (URISyntaxException malformed) {
      throw notUrl(text);
    }
    throw notUrl(text);
  }

  private static InvalidInputException notUrl(String text) {
    return new InvalidInputException("the endpoint '" + text + "' is no http or https URL");
  }

  private static boolean isPrivate(URI url) {
    String host = url.getHost();
    return url.getScheme().equals("https")
        || host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(number(text, "the option 'timeout' is not a number of seconds"));
  }

  private static int number(String text, String problem) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException notNumber) {
      throw new InvalidInputException(problem);
    }
    throw new InvalidInputException(problem);
  }
}
