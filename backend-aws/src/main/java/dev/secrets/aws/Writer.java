package dev.secrets.aws;

import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.SecretsException;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;

/**
 * Writes values. AWS has no conditional write; what it has is a label that moves only for a caller
 * who names the version it sits on, and that is enough for one.
 */
final class Writer {

  private static final String CURRENT = "AWSCURRENT";
  private static final int TOKEN_BYTES = 16;

  /** What is there before the write. */
  private record State(boolean exists, Optional<String> version, boolean binary) {

    static final State ABSENT = new State(false, Optional.empty(), false);
    static final State WITHOUT_VALUE = new State(true, Optional.empty(), false);
  }

  private final Calls calls;
  private final SecureRandom random;

  Writer(Calls calls, SecureRandom random) {
    this.calls = calls;
    this.random = random;
  }

  SecretVersion put(SecretId id, SecretValue value, WriteCondition condition) {
    Payload payload = Payload.of(id, value);
    if (condition instanceof WriteCondition.IfVersion unchanged) {
      return replaceIf(unchanged.id(), id, payload);
    }
    return switch ((WriteCondition.Simple) condition) {
      case CREATE_ONLY -> createOnly(id, payload);
      case REPLACE_ONLY -> replace(id, payload, stateIfReadable(id));
      case ANY -> createOrReplace(id, payload);
    };
  }

  private SecretVersion createOnly(SecretId id, Payload payload) {
    try {
      return create(id, payload);
    } catch (Refusal refusal) {
      if (refusal.isScheduledForDeletion()) {
        throw new WriteConflictException(
            "secret '" + id + "' exists already and is scheduled for deletion",
            refusal.restoreHint());
      }
      throw refusal;
    }
  }

  private SecretVersion createOrReplace(SecretId id, Payload payload) {
    State state = stateIfReadable(id);
    try {
      return state.exists() || id.isArn() ? replace(id, payload, state) : create(id, payload);
    } catch (Refusal refusal) {
      if (refusal.isExistence()) {
        return replace(id, payload, stateIfReadable(id));
      }
      if (refusal.isAbsence() && !id.isArn()) {
        return create(id, payload);
      }
      throw refusal;
    }
  }

  private SecretVersion create(SecretId id, Payload payload) {
    id.requireCreatable();
    CreateSecretRequest.Builder request =
        CreateSecretRequest.builder().name(id.text()).clientRequestToken(token());
    payload
        .text()
        .ifPresentOrElse(request::secretString, () -> request.secretBinary(payload.bytes()));
    CreateSecretRequest complete = request.build();
    CreateSecretResponse answer =
        calls.call("CreateSecret", id, client -> client.createSecret(complete));
    return written("CreateSecret", id, Optional.ofNullable(answer.versionId()));
  }

  /** An absent secret is refused by AWS itself. */
  private SecretVersion replace(SecretId id, Payload payload, State state) {
    return replace(id, payload, state, CURRENT);
  }

  private SecretVersion replace(SecretId id, Payload payload, State state, String label) {
    PutSecretValueRequest.Builder request =
        PutSecretValueRequest.builder()
            .secretId(id.text())
            .clientRequestToken(token())
            .versionStages(label);
    payload
        .text()
        .filter(text -> !state.binary())
        .ifPresentOrElse(request::secretString, () -> request.secretBinary(payload.bytes()));
    PutSecretValueRequest complete = request.build();
    PutSecretValueResponse answer =
        calls.call("PutSecretValue", id, client -> client.putSecretValue(complete));
    return written("PutSecretValue", id, Optional.ofNullable(answer.versionId()));
  }

  private SecretVersion replaceIf(String expected, SecretId id, Payload payload) {
    State state = state(id);
    if (!state.version().equals(Optional.of(expected))) {
      throw conflict(id);
    }
    String label = "secrets-write-" + token();
    SecretVersion staged = replace(id, payload, state, label);
    try {
      moveCurrent(id, expected, staged.id());
      return staged;
    } finally {
      removeLabel(id, label, staged.id());
    }
  }

  /** A refusal is looked into: the move may have succeeded and only its answer been lost. */
  private void moveCurrent(SecretId id, String from, String to) {
    try {
      moveLabel(id, CURRENT, from, Optional.of(to));
    } catch (Refusal refusal) {
      Optional<String> current = state(id).version();
      if (current.equals(Optional.of(from)) || !refusal.isInvalid()) {
        throw refusal;
      }
      if (!current.equals(Optional.of(to))) {
        throw conflict(id);
      }
    }
  }

  /** The write stands or fell already; a label that stays behind does no harm. */
  private void removeLabel(SecretId id, String label, String from) {
    try {
      moveLabel(id, label, from, Optional.empty());
    } catch (Refusal | SecretsException harmless) {
      return;
    }
  }

  private void moveLabel(SecretId id, String label, String from, Optional<String> to) {
    calls.call(
        "UpdateSecretVersionStage",
        id,
        client ->
            client.updateSecretVersionStage(
                move -> {
                  move.secretId(id.text()).versionStage(label).removeFromVersionId(from);
                  to.ifPresent(move::moveToVersionId);
                }));
  }

  /** Without the right to read, a secret is taken to be there and to hold text. */
  private State stateIfReadable(SecretId id) {
    try {
      return state(id);
    } catch (Refusal refusal) {
      if (refusal.isDenial()) {
        return State.WITHOUT_VALUE;
      }
      throw refusal;
    }
  }

  private State state(SecretId id) {
    try {
      GetSecretValueResponse answer =
          calls.call(
              "GetSecretValue",
              id,
              client -> client.getSecretValue(one -> one.secretId(id.text())));
      return new State(
          true, Optional.ofNullable(answer.versionId()), answer.secretBinary() != null);
    } catch (Refusal refusal) {
      if (refusal.isAbsenceOfVersion()) {
        return State.WITHOUT_VALUE;
      }
      if (refusal.isAbsence()) {
        return State.ABSENT;
      }
      throw refusal;
    }
  }

  private static SecretVersion written(String operation, SecretId id, Optional<String> version) {
    String versionId =
        version.orElseThrow(() -> ClientFailures.malformedAnswer(operation, id.text()));
    return new SecretVersion(versionId, Set.of(CURRENT), Optional.empty());
  }

  /** Names the version to be; one per write, so that AWS takes a repeated request for the same. */
  private String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static WriteConflictException conflict(SecretId id) {
    return new WriteConflictException(
        "secret '" + id + "' was changed meanwhile", "read it again and repeat the change");
  }
}
