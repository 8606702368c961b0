package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** DeleteSecret and RestoreSecret. */
final class DeleteOperations {

  private static final int MIN_WINDOW = 7;
  private static final int MAX_WINDOW = 30;

  Map<String, Operation> operations() {
    return Map.of("DeleteSecret", this::delete, "RestoreSecret", this::restore);
  }

  private void delete(Params input, Inventory secrets, ObjectNode answer) {
    boolean forced = input.flag("ForceDeleteWithoutRecovery", false);
    if (forced && input.has("RecoveryWindowInDays")) {
      throw ApiError.invalidParameter(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (forced) {
      deleteForGood(input.secretId(), secrets, answer);
    } else {
      schedule(input, secrets, answer);
    }
  }

  /** Succeeds on a secret that is not there too. */
  private static void deleteForGood(String id, Inventory secrets, ObjectNode answer) {
    Answers.date(answer, "DeletionDate", secrets.now());
    try {
      StoredSecret secret = secrets.get(id);
      secrets.remove(secret);
      Answers.identify(secret, answer);
    } catch (ApiError absent) {
      String name = id.substring(id.lastIndexOf(':') + 1);
      answer.put("ARN", secrets.unusedArn(name).toString()).put("Name", name);
    }
  }

  private static void schedule(Params input, Inventory secrets, ObjectNode answer) {
    int days = input.number("RecoveryWindowInDays").orElse(MAX_WINDOW);
    if (days < MIN_WINDOW || days > MAX_WINDOW) {
      throw ApiError.invalidParameter("RecoveryWindowInDays must be between 7 and 30 days.");
    }
    StoredSecret secret = secrets.getAlive(input.secretId());
    Instant deletion = secrets.now().plus(Duration.ofDays(days));
    secret.deletion = Optional.of(deletion);
    Answers.identify(secret, answer);
    Answers.date(answer, "DeletionDate", deletion);
  }

  private void restore(Params input, Inventory secrets, ObjectNode answer) {
    StoredSecret secret = secrets.get(input.secretId());
    secret.deletion = Optional.empty();
    Answers.identify(secret, answer);
  }
}
