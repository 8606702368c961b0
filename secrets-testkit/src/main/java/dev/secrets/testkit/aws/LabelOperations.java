package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** UpdateSecretVersionStage. */
final class LabelOperations {

  private static final int MAX_LABEL = 256;
  private static final int MIN_VERSION_ID = 32;
  private static final int MAX_VERSION_ID = 64;

  Map<String, Operation> operations() {
    return Map.of("UpdateSecretVersionStage", this::update);
  }

  private void update(Params input, Inventory secrets, ObjectNode answer) {
    String label = input.requiredText("VersionStage", 1, MAX_LABEL);
    Optional<String> from = input.text("RemoveFromVersionId", MIN_VERSION_ID, MAX_VERSION_ID);
    Optional<String> to = input.text("MoveToVersionId", MIN_VERSION_ID, MAX_VERSION_ID);
    if (from.isEmpty() && to.isEmpty()) {
      throw ApiError.invalidParameter("You must give MoveToVersionId or RemoveFromVersionId.");
    }
    StoredSecret secret = secrets.getAlive(input.secretId());
    checkHolder(secret, label, from, to);
    if (to.isPresent()) {
      secret.labels().move(label, version(secret, to.get()));
    } else {
      detach(secret, label);
    }
    secret.lastChanged = secrets.now();
    Answers.identify(secret, answer);
  }

  /** A label moves only for a caller who knows where it sits. */
  private static void checkHolder(
      StoredSecret secret, String label, Optional<String> from, Optional<String> to) {
    Optional<String> holder = secret.labels().holder(label).map(StoredVersion::id);
    if (from.isPresent() && !holder.equals(from)) {
      throw ApiError.invalidParameter(
          "The staging label " + label + " isn't attached to version " + from.get() + ".");
    }
    if (from.isEmpty() && holder.isPresent() && !holder.equals(to)) {
      throw ApiError.invalidParameter(
          "Staging label %s is currently attached to version %s: give it in RemoveFromVersionId."
              .formatted(label, holder.get()));
    }
  }

  private static void detach(StoredSecret secret, String label) {
    if (label.equals(Labels.CURRENT)) {
      throw ApiError.invalidParameter("AWSCURRENT can only be moved, not removed.");
    }
    secret.labels().detach(label);
  }

  private static StoredVersion version(StoredSecret secret, String id) {
    return secret.version(id).orElseThrow(() -> ApiError.noValue("VersionId: " + id));
  }
}
