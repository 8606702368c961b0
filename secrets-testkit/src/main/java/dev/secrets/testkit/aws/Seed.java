package dev.secrets.testkit.aws;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The secrets that a fake starts with.
 *
 * <pre>{@code
 * {"region": "eu-west-1", "account": "123456789012", "secrets": [
 *   {"name": "prod/db", "suffix": "AbCdEf", "json": {"user": "app"}, "tags": {"env": "prod"}}]}
 * }</pre>
 *
 * <p>A value is one of {@code string}, {@code json} (kept as compact text) and {@code base64}.
 * Errors are an {@link IllegalArgumentException} whose message names the place and no value.
 */
record Seed(Optional<String> region, Optional<String> account, List<Entry> entries) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Set<String> MEMBERS = Set.of("region", "account", "secrets");
  private static final Set<String> ENTRY_MEMBERS =
      Set.of("name", "suffix", "string", "json", "base64", "tags");
  private static final List<String> FORMS = List.of("string", "json", "base64");

  record Entry(
      String name,
      Optional<String> suffix,
      StoredValue value,
      Map<String, String> tags,
      String versionId) {

    static Entry of(String name, StoredValue value) {
      return new Entry(name, Optional.empty(), value, Map.of(), UUID.randomUUID().toString());
    }
  }

  static Seed parse(String text) {
    JsonNode tree = tree(text);
    requireObject(tree, "the seed", MEMBERS);
    List<Entry> entries = new ArrayList<>();
    JsonNode secrets = tree.path("secrets");
    if (!secrets.isMissingNode() && !secrets.isArray()) {
      throw bad("'secrets' is not a list");
    }
    for (JsonNode secret : secrets) {
      entries.add(entry(secret, "secret " + (entries.size() + 1)));
    }
    return new Seed(text(tree, "region", "the seed"), text(tree, "account", "the seed"), entries);
  }

  private static Entry entry(JsonNode secret, String place) {
    requireObject(secret, place, ENTRY_MEMBERS);
    String name = text(secret, "name", place).orElseThrow(() -> bad(place + " has no name"));
    Map<String, String> tags = new LinkedHashMap<>();
    secret
        .path("tags")
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return new Entry(
        name,
        text(secret, "suffix", place),
        value(secret, "secret '" + name + "'"),
        tags,
        UUID.randomUUID().toString());
  }

  private static StoredValue value(JsonNode secret, String place) {
    List<String> forms = FORMS.stream().filter(secret::has).toList();
    if (forms.size() != 1) {
      throw bad(place + " needs exactly one of 'string', 'json' and 'base64'");
    }
    String form = forms.get(0);
    if (form.equals("json")) {
      return StoredValue.text(secret.get(form).toString());
    }
    String text = text(secret, form, place).orElse("");
    return form.equals("string") ? StoredValue.text(text) : StoredValue.binary(bytes(text, place));
  }

  private static byte[] bytes(String base64, String place) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw bad("'base64' of " + place + " is not base64");
    }
  }

  private static Optional<String> text(JsonNode object, String member, String place) {
    JsonNode node = object.path(member);
    if (!node.isMissingNode() && !node.isTextual()) {
      throw bad("'" + member + "' of " + place + " is not a text");
    }
    return Optional.ofNullable(node.textValue());
  }

  private static void requireObject(JsonNode node, String place, Set<String> members) {
    if (!node.isObject()) {
      throw bad(place + " is not an object");
    }
    node.fieldNames()
        .forEachRemaining(
            member -> {
              if (!members.contains(member)) {
                throw bad(place + " has the unknown member '" + member + "'");
              }
            });
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException malformed) {
      throw bad(
          "the seed is not JSON (line %d, column %d)"
              .formatted(
                  malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()));
    }
  }

  private static IllegalArgumentException bad(String message) {
    return new IllegalArgumentException(message);
  }
}
