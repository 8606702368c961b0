package dev.secrets.aws;

import dev.secrets.DeleteMode;
import dev.secrets.InvalidInputException;
import java.time.Duration;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;

/** Deletes secrets, for a while or for good, and brings them back. */
final class Deleter {

  private static final Duration MIN_WINDOW = Duration.ofDays(7);
  private static final Duration MAX_WINDOW = Duration.ofDays(30);

  private final Calls calls;

  Deleter(Calls calls) {
    this.calls = calls;
  }

  boolean delete(SecretId id, DeleteMode mode) {
    DeleteSecretRequest request = request(id, mode);
    try {
      if (mode == DeleteMode.immediate()) {
        // A forced deletion succeeds without a secret too, so it cannot tell whether there was one.
        calls.call(
            "DescribeSecret", id, client -> client.describeSecret(one -> one.secretId(id.text())));
      }
      calls.call("DeleteSecret", id, client -> client.deleteSecret(request));
      return true;
    } catch (Refusal refusal) {
      if (refusal.isAbsence() || refusal.isScheduledForDeletion()) {
        return false;
      }
      throw refusal;
    }
  }

  boolean undelete(SecretId id) {
    try {
      calls.call(
          "RestoreSecret", id, client -> client.restoreSecret(one -> one.secretId(id.text())));
      return true;
    } catch (Refusal refusal) {
      if (refusal.isAbsence()) {
        return false;
      }
      throw refusal;
    }
  }

  private static DeleteSecretRequest request(SecretId id, DeleteMode mode) {
    DeleteSecretRequest.Builder request = DeleteSecretRequest.builder().secretId(id.text());
    if (mode instanceof DeleteMode.Recoverable recoverable) {
      if (!recoverable.window().isZero()) {
        request.recoveryWindowInDays(days(recoverable.window()));
      }
    } else {
      request.forceDeleteWithoutRecovery(true);
    }
    return request.build();
  }

  private static long days(Duration window) {
    if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
      throw new InvalidInputException("AWS keeps a deleted secret for 7 to 30 days");
    }
    return window.toDays();
  }
}
