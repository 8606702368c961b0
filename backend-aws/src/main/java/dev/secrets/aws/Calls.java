package dev.secrets.aws;

import dev.secrets.spi.CallListener;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The one way to AWS: every call finds its client, is logged, and fails in our own words. */
final class Calls {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final Clients clients;
  private final CallListener listener;

  Calls(Clients clients, CallListener listener) {
    this.clients = clients;
    this.listener = listener;
  }

  /**
   * Calls on behalf of one secret, in the region its id names.
   *
   * @throws Refusal if AWS answers with an error
   * @throws dev.secrets.SecretsException if there is no answer of AWS
   */
  <R> R call(String operation, SecretId id, Function<SecretsManagerClient, R> request) {
    return call(operation, id.text(), id.region(), request);
  }

  /** As {@link #call(String, SecretId, Function)}; {@code subject} is for messages. */
  <R> R call(
      String operation,
      String subject,
      Optional<String> region,
      Function<SecretsManagerClient, R> request) {
    Clients.Regional regional = clients.in(region);
    listener.called(operation);
    long start = System.nanoTime();
    try {
      return request.apply(regional.client());
    } catch (AwsServiceException answer) {
      throw Refusal.of(answer, operation, subject, regional.region());
    } catch (SdkException failure) {
      throw ClientFailures.translate(failure, operation, subject, regional.region());
    } finally {
      LOG.debug(
          "{} '{}' in {} took {} ms",
          operation,
          subject,
          regional.region(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
  }

  String region(Optional<String> region) {
    return clients.in(region).region();
  }
}
