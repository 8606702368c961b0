package dev.secrets;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A secret's bytes as a JSON object. Apart from {@link Secret} so that Jackson is loaded only when
 * fields are asked for. The words of Jackson's errors quote the document, so only places are kept.
 */
final class SecretFields {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String name;
  private final JsonNode fields;

  private SecretFields(String name, JsonNode fields) {
    this.name = name;
    this.fields = fields;
  }

  static SecretFields of(Secret secret) {
    JsonNode tree = secret.use(bytes -> parse(secret.name(), bytes));
    if (!tree.isObject()) {
      throw new InvalidInputException("secret '" + secret.name() + "' is not a JSON object");
    }
    return new SecretFields(secret.name(), tree);
  }

  static boolean isJson(Secret secret) {
    try {
      return !secret.use(bytes -> parse(secret.name(), bytes)).isMissingNode();
    } catch (InvalidInputException malformed) {
      return false;
    }
  }

  static int integer(String name, String field, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException notNumber) {
      throw new InvalidInputException(
          "field '" + field + "' of secret '" + name + "' is no whole number");
    }
  }

  Optional<String> string(String field) {
    JsonNode node = fields.get(field);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node.isContainerNode()) {
      throw new InvalidInputException(
          "field '" + field + "' of secret '" + name + "' is not a single value");
    }
    return Optional.of(node.asText());
  }

  <T> T as(Class<T> type) {
    try {
      return MAPPER.treeToValue(fields, type);
    } catch (JsonMappingException misfit) {
      throw new InvalidInputException(
          "secret '" + name + "' does not fit " + type.getSimpleName() + place(misfit.getPath()));
    } catch (JacksonException misfit) {
      throw new InvalidInputException("secret '" + name + "' does not fit " + type.getSimpleName());
    }
  }

  private static String place(List<JsonMappingException.Reference> path) {
    String field =
        path.stream()
            .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
            .collect(Collectors.joining("/"));
    return field.isEmpty() ? "" : " at field '" + field + "'";
  }

  private static JsonNode parse(String name, byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException malformed) {
      throw new InvalidInputException(
          "secret '%s' is not JSON (line %d, column %d)"
              .formatted(
                  name,
                  malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr(),
                  malformed.getLocation() == null ? 1 : malformed.getLocation().getColumnNr()));
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }
}
