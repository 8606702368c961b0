package dev.secrets.aws;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.OptionSpec;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.SecretStoreProvider;
import dev.secrets.spi.SpiLevel;
import dev.secrets.spi.StoreConfig;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * AWS Secrets Manager, scheme {@code aws}. A path is a secret's name, its ARN, or its ARN without
 * the last seven characters; the region of an ARN wins over every other.
 *
 * <p>The region is sought in the option {@code region}, then {@code AWS_REGION} and {@code
 * AWS_DEFAULT_REGION}, then where the SDK looks. The endpoint is sought in the option {@code
 * endpoint}, then {@code AWS_ENDPOINT_URL_SECRETS_MANAGER} and {@code AWS_ENDPOINT_URL}.
 * Credentials are those of the option {@code profile}, else the keys of the environment, else those
 * of the SDK's default chain. Opening a store does no I/O: the client is built on first use.
 *
 * <p>With the option {@code agent} values are read from the AWS agent or Lambda extension at that
 * URL, such as {@code http://localhost:2773}, with the token of {@code AWS_TOKEN}, {@code
 * AWS_SESSION_TOKEN} or {@code AWS_CONTAINER_AUTHORIZATION_TOKEN}; all else goes to AWS itself.
 * {@code AWS_RETRY_MODE} and {@code AWS_MAX_ATTEMPTS} count as everywhere.
 *
 * <p>A value is kept as text where it is UTF-8 and the secret was not binary before, as bytes
 * otherwise. A conditional write ({@link dev.secrets.WriteCondition#ifVersion}) puts the new
 * version under a label of its own and then moves {@code AWSCURRENT}, which AWS does only from the
 * version that is named: a lost race leaves a version without labels behind and nothing else.
 *
 * <p>Rights needed: {@code GetSecretValue} to find; {@code BatchGetSecretValue} too to find many in
 * one call, without which they are found one by one; {@code ListSecrets}, {@code
 * ListSecretVersionIds}; {@code CreateSecret}, {@code PutSecretValue} and {@code
 * UpdateSecretVersionStage} to write; {@code DescribeSecret} and {@code DeleteSecret} to delete,
 * and {@code RestoreSecret} to bring back; {@code DescribeSecret} to move stages and to describe;
 * {@code UpdateSecret} and {@code TagResource} to annotate.
 */
public final class AwsSecretsManager implements SecretStoreProvider {

  private final Optional<SecretsManagerClient> client;

  /** A provider that builds its clients itself. */
  public AwsSecretsManager() {
    client = Optional.empty();
  }

  /**
   * A provider whose stores use {@code client}, which stays the caller's to close. It serves one
   * region: ARNs of others are refused, and so are the options that a client is built from.
   */
  public AwsSecretsManager(SecretsManagerClient client) {
    this.client = Optional.of(client);
  }

  @Override
  public String scheme() {
    return "aws";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public List<OptionSpec> options() {
    return client.isPresent() ? List.of() : ClientSettings.OPTIONS;
  }

  @Override
  public SecretStore open(StoreConfig config, BackendContext context) {
    Clients clients =
        client
            .<Clients>map(GivenClient::new)
            .orElseGet(() -> new RegionalClients(ClientSettings.of(config, context)));
    return new AwsStore(clients, ClientSettings.agent(config), context);
  }
}
