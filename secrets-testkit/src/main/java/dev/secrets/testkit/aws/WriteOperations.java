package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** CreateSecret, PutSecretValue and UpdateSecret. */
final class WriteOperations {

  private static final int MAX_NAME = 512;
  private static final int MAX_DESCRIPTION = 2048;
  private static final int MAX_KEY_ID = 2048;
  private static final int MAX_LABELS = 20;
  private static final int MAX_LABEL = 256;
  private static final int MIN_TOKEN = 32;
  private static final int MAX_TOKEN = 64;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]+");

  Map<String, Operation> operations() {
    return Map.of(
        "CreateSecret", this::create, "PutSecretValue", this::put, "UpdateSecret", this::update);
  }

  private void create(Params input, Inventory secrets, ObjectNode answer) {
    String name = name(input);
    Optional<StoredValue> value = StoredValue.in(input);
    Optional<String> token = token(input);
    if (secrets.contains(name)) {
      repeatCreation(secrets.get(name), value, token, answer);
      return;
    }
    Map<String, String> tags = Tags.in(input);
    Metadata metadata = Metadata.in(input);
    value.ifPresent(present -> requireToken(token));

    StoredSecret secret = secrets.create(name);
    secret.tags.putAll(tags);
    metadata.writeTo(secret);
    Answers.identify(secret, answer);
    value.ifPresent(
        present -> {
          secret.add(requireToken(token), present, List.of(Labels.CURRENT), secrets.now());
          answer.put("VersionId", requireToken(token));
        });
  }

  /** A repeated request with the same token and value finds its work done. */
  private static void repeatCreation(
      StoredSecret secret, Optional<StoredValue> value, Optional<String> token, ObjectNode answer) {
    if (secret.deleted()) {
      throw ApiError.invalidRequest(
          "You can't create this secret because a secret with this name is already scheduled for"
              + " deletion.");
    }
    Optional<StoredVersion> version = token.flatMap(secret::version);
    if (version.isEmpty() || value.isEmpty() || !version.get().value().equalTo(value.get())) {
      throw ApiError.exists(
          "The operation failed because the secret " + secret.name() + " already exists.");
    }
    Answers.identify(secret, answer);
    answer.put("VersionId", version.get().id());
  }

  private void put(Params input, Inventory secrets, ObjectNode answer) {
    StoredValue value =
        StoredValue.in(input)
            .orElseThrow(
                () -> ApiError.invalidRequest("You must provide SecretString or SecretBinary."));
    String token = requireToken(token(input));
    List<String> labels = input.texts("VersionStages", MAX_LABELS, MAX_LABEL);
    StoredSecret secret = secrets.getAlive(input.secretId());

    StoredVersion version =
        secret
            .version(token)
            .map(existing -> repeated(existing, value))
            .orElseGet(
                () ->
                    secret.add(
                        token,
                        value,
                        labels.isEmpty() ? List.of(Labels.CURRENT) : labels,
                        secrets.now()));
    Answers.identify(secret, answer);
    answer.put("VersionId", version.id());
    Answers.texts(answer.putArray("VersionStages"), version.labels());
  }

  private static StoredVersion repeated(StoredVersion existing, StoredValue value) {
    if (!existing.value().equalTo(value)) {
      throw tokenUsed();
    }
    return existing;
  }

  private void update(Params input, Inventory secrets, ObjectNode answer) {
    Optional<StoredValue> value = StoredValue.in(input);
    Optional<String> token = token(input);
    Metadata metadata = Metadata.in(input);
    StoredSecret secret = secrets.getAlive(input.secretId());
    value.ifPresent(
        present -> {
          String id = requireToken(token);
          if (secret.version(id).isPresent()) {
            throw tokenUsed();
          }
          secret.add(id, present, List.of(Labels.CURRENT), secrets.now());
          answer.put("VersionId", id);
        });
    metadata.writeTo(secret);
    secret.lastChanged = secrets.now();
    Answers.identify(secret, answer);
  }

  private static String name(Params input) {
    String name = input.requiredText("Name", 1, MAX_NAME);
    if (!NAME.matcher(name).matches()) {
      throw ApiError.validation(
          "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
              + " following: -/_+=.@");
    }
    return name;
  }

  private static Optional<String> token(Params input) {
    return input.text("ClientRequestToken", MIN_TOKEN, MAX_TOKEN);
  }

  private static String requireToken(Optional<String> token) {
    return token.orElseThrow(
        () -> ApiError.invalidRequest("You must provide a ClientRequestToken value."));
  }

  private static ApiError tokenUsed() {
    return ApiError.exists("A version with this ClientRequestToken already exists.");
  }

  /** What is not the value: absent members leave what is there. */
  private record Metadata(Optional<String> description, Optional<String> kmsKeyId) {

    static Metadata in(Params input) {
      return new Metadata(
          input.text("Description", 0, MAX_DESCRIPTION), input.text("KmsKeyId", 0, MAX_KEY_ID));
    }

    /** An empty key id means the default key, which is not told. */
    void writeTo(StoredSecret secret) {
      description.ifPresent(text -> secret.description = Optional.of(text));
      kmsKeyId.ifPresent(
          key -> secret.kmsKeyId = Optional.of(key).filter(named -> !named.isEmpty()));
    }
  }
}
