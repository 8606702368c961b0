package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GetSecretValue and BatchGetSecretValue. */
final class ReadOperations {

  private static final int MAX_BATCH = 20;
  private static final int MAX_LABEL = 256;
  private static final int MAX_ID = 2048;
  private static final int MAX_VERSION_ID = 64;
  private static final int MIN_VERSION_ID = 32;

  private final Faults faults;

  ReadOperations(Faults faults) {
    this.faults = faults;
  }

  Map<String, Operation> operations() {
    return Map.of("GetSecretValue", this::get, "BatchGetSecretValue", this::batchGet);
  }

  private void get(Params input, Inventory secrets, ObjectNode answer) {
    StoredSecret secret = secrets.getAlive(input.secretId());
    StoredVersion version = chosen(input, secret);
    secret.lastAccessed = Optional.of(secrets.now());
    Answers.value(secret, version, answer);
  }

  private static StoredVersion chosen(Params input, StoredSecret secret) {
    Optional<String> id = input.text("VersionId", MIN_VERSION_ID, MAX_VERSION_ID);
    Optional<String> label = input.text("VersionStage", 1, MAX_LABEL);
    StoredVersion version =
        id.isPresent() ? byId(secret, id.get()) : byLabel(secret, label.orElse(Labels.CURRENT));
    if (label.isPresent() && !version.labels().contains(label.get())) {
      throw ApiError.invalidRequest("The version id and the staging label are not of one version.");
    }
    return version;
  }

  private static StoredVersion byId(StoredSecret secret, String id) {
    return secret.version(id).orElseThrow(() -> ApiError.noValue("VersionId: " + id));
  }

  private static StoredVersion byLabel(StoredSecret secret, String label) {
    return secret
        .labels()
        .holder(label)
        .orElseThrow(() -> ApiError.noValue("staging label: " + label));
  }

  private void batchGet(Params input, Inventory secrets, ObjectNode answer) {
    if (input.has("SecretIdList") == input.has("Filters")) {
      throw ApiError.invalidParameter("You must include Filters or SecretIdList, but not both.");
    }
    List<String> ids =
        input.has("Filters") ? idsByFilter(input, secrets, answer) : idsOfList(input);
    ArrayNode values = answer.putArray("SecretValues");
    ArrayNode errors = answer.putArray("Errors");
    ids.forEach(id -> batchGetOne(id, secrets, values, errors));
  }

  /** In reverse: the service promises no order, so nobody may rely on one. */
  private static List<String> idsOfList(Params input) {
    if (input.has("MaxResults") || input.has("NextToken")) {
      throw ApiError.invalidParameter("MaxResults and NextToken go with Filters only.");
    }
    List<String> ids =
        new ArrayList<>(new LinkedHashSet<>(input.texts("SecretIdList", MAX_BATCH, MAX_ID)));
    if (ids.isEmpty()) {
      throw ApiError.validation("Value at 'SecretIdList' must have at least 1 member.");
    }
    Collections.reverse(ids);
    return ids;
  }

  private static List<String> idsByFilter(Params input, Inventory secrets, ObjectNode answer) {
    Filters filters = Filters.in(input);
    List<String> ids =
        secrets.all().stream()
            .filter(secret -> !secret.deleted())
            .filter(filters)
            .map(secret -> secret.arn.toString())
            .toList();
    int size = input.number("MaxResults", 1, MAX_BATCH, MAX_BATCH);
    return secrets.pages().cut(ids, size, "batch " + filters, input, answer);
  }

  private void batchGetOne(String id, Inventory secrets, ArrayNode values, ArrayNode errors) {
    try {
      requireAllowed(id);
      StoredSecret secret = secrets.getAlive(id);
      Answers.value(secret, byLabel(secret, Labels.CURRENT), values.addObject());
    } catch (ApiError error) {
      errors
          .addObject()
          .put("SecretId", id)
          .put("ErrorCode", error.code())
          .put("Message", error.getMessage());
    }
  }

  /** A batch needs the right to get each of its secrets. */
  private void requireAllowed(String id) {
    Optional<ApiError> refusal = faults.refusal("GetSecretValue", List.of(id));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }
}
