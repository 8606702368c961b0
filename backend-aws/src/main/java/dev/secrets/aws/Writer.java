package dev.secrets.aws;

import dev.secrets.SecretNotes;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
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

  /** What is there before the write. */
  private record State(boolean exists, Optional<String> version, boolean binary) {

    static final State ABSENT = new State(false, Optional.empty(), false);
    static final State WITHOUT_VALUE = new State(true, Optional.empty(), false);
  }

  private final Calls calls;
  private final Stages stages;
  private final Notes notes;
  private final Tokens tokens;

  Writer(Calls calls, Tokens tokens) {
    this.calls = calls;
    this.tokens = tokens;
    stages = new Stages(calls);
    notes = new Notes(calls);
  }

  SecretVersion put(SecretId id, SecretValue value, WriteCondition condition, SecretNotes wanted) {
    Payload payload = Payload.of(id, value);
    if (condition instanceof WriteCondition.IfVersion unchanged) {
      return noted(id, wanted, replaceIf(unchanged.id(), id, payload));
    }
    return switch ((WriteCondition.Simple) condition) {
      case CREATE_ONLY -> createOnly(id, payload, wanted);
      case REPLACE_ONLY -> noted(id, wanted, replace(id, payload, stateIfReadable(id)));
      case ANY -> createOrReplace(id, payload, wanted);
    };
  }

  /** A version of an existing secret that is not to be current yet. */
  SecretVersion stage(SecretId id, SecretValue value) {
    return replace(id, Payload.of(id, value), stateIfReadable(id), Stages.PENDING);
  }

  private SecretVersion noted(SecretId id, SecretNotes wanted, SecretVersion written) {
    notes.annotate(id, wanted);
    return written;
  }

  private SecretVersion createOnly(SecretId id, Payload payload, SecretNotes wanted) {
    try {
      return create(id, payload, wanted);
    } catch (Refusal refusal) {
      if (refusal.isScheduledForDeletion()) {
        throw new WriteConflictException(
            "secret '" + id + "' exists already and is scheduled for deletion",
            refusal.restoreHint());
      }
      throw refusal;
    }
  }

  private SecretVersion createOrReplace(SecretId id, Payload payload, SecretNotes wanted) {
    State state = stateIfReadable(id);
    try {
      return state.exists() || id.isArn()
          ? noted(id, wanted, replace(id, payload, state))
          : create(id, payload, wanted);
    } catch (Refusal refusal) {
      if (refusal.isExistence()) {
        return noted(id, wanted, replace(id, payload, stateIfReadable(id)));
      }
      if (refusal.isAbsence() && !id.isArn()) {
        return create(id, payload, wanted);
      }
      throw refusal;
    }
  }

  private SecretVersion create(SecretId id, Payload payload, SecretNotes wanted) {
    id.requireCreatable();
    CreateSecretRequest.Builder request =
        CreateSecretRequest.builder().name(id.text()).clientRequestToken(tokens.next());
    Notes.addTo(request, wanted);
    payload
        .text()
        .ifPresentOrElse(request::secretString, () -> request.secretBinary(payload.bytes()));
    CreateSecretRequest complete = request.build();
    CreateSecretResponse answer =
        calls.call("CreateSecret", id, client -> client.createSecret(complete));
    return written("CreateSecret", id, Stages.CURRENT, Optional.ofNullable(answer.versionId()));
  }

  /** An absent secret is refused by AWS itself. */
  private SecretVersion replace(SecretId id, Payload payload, State state) {
    return replace(id, payload, state, Stages.CURRENT);
  }

  private SecretVersion replace(SecretId id, Payload payload, State state, String label) {
    PutSecretValueRequest.Builder request =
        PutSecretValueRequest.builder()
            .secretId(id.text())
            .clientRequestToken(tokens.next())
            .versionStages(label);
    payload
        .text()
        .filter(text -> !state.binary())
        .ifPresentOrElse(request::secretString, () -> request.secretBinary(payload.bytes()));
    PutSecretValueRequest complete = request.build();
    PutSecretValueResponse answer =
        calls.call("PutSecretValue", id, client -> client.putSecretValue(complete));
    return written("PutSecretValue", id, label, Optional.ofNullable(answer.versionId()));
  }

  private SecretVersion replaceIf(String expected, SecretId id, Payload payload) {
    State state = state(id);
    if (!state.version().equals(Optional.of(expected))) {
      throw stages.conflict(id);
    }
    String label = "secrets-write-" + tokens.next();
    SecretVersion staged = replace(id, payload, state, label);
    try {
      stages.moveCurrent(id, expected, staged.id(), () -> state(id).version());
      return new SecretVersion(staged.id(), Set.of(Stages.CURRENT), Optional.empty());
    } finally {
      stages.removeIfPossible(id, label, staged.id());
    }
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

  private SecretVersion written(
      String operation, SecretId id, String label, Optional<String> version) {
    String versionId =
        version.orElseThrow(
            () -> ClientFailures.malformedAnswer(operation, id, calls.region(id.region())));
    return new SecretVersion(versionId, Set.of(label), Optional.empty());
  }
}
