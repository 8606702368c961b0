package dev.secrets.testkit.aws;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request taken apart: which operation, signed with whose key for which region, on what input.
 */
record Request(String operation, String accessKey, String region, ObjectNode input, String retry) {

  private static final String TARGET = "secretsmanager.";
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/([a-z0-9-]+)/secretsmanager/aws4_request");
  private static final List<String> VALUES = List.of("SecretString", "SecretBinary");

  static Request read(HttpExchange exchange, byte[] body, ObjectMapper json) {
    Headers headers = exchange.getRequestHeaders();
    String target = Optional.ofNullable(headers.getFirst("X-Amz-Target")).orElse("");
    if (!exchange.getRequestMethod().equals("POST") || !target.startsWith(TARGET)) {
      throw ApiError.of("UnknownOperationException", "The request names no operation.");
    }
    Matcher credential =
        CREDENTIAL.matcher(Optional.ofNullable(headers.getFirst("Authorization")).orElse(""));
    if (!credential.find()) {
      throw ApiError.of("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    return new Request(
        target.substring(TARGET.length()),
        credential.group(1),
        credential.group(2),
        parse(body, json),
        Optional.ofNullable(headers.getFirst("amz-sdk-request")).orElse(""));
  }

  List<String> secretIds() {
    List<String> ids = new ArrayList<>();
    for (String member : List.of("SecretId", "Name")) {
      Optional.ofNullable(input.get(member)).map(JsonNode::asText).ifPresent(ids::add);
    }
    input.path("SecretIdList").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  Call inAccount(String account) {
    Optional<String> token =
        Optional.ofNullable(input.get("ClientRequestToken")).map(JsonNode::asText);
    return new Call(operation, secretIds(), account, region, token, retry, redacted());
  }

  private String redacted() {
    ObjectNode copy = input.deepCopy();
    VALUES.stream().filter(copy::has).forEach(member -> copy.put(member, "[redacted]"));
    return copy.toString();
  }

  private static ObjectNode parse(byte[] body, ObjectMapper json) {
    try {
      if (json.readTree(body) instanceof ObjectNode input) {
        return input;
      }
    } catch (JacksonException malformed) {
      throw notJson();
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
    throw notJson();
  }

  private static ApiError notJson() {
    return ApiError.of("SerializationException", "The request body is not a JSON object.");
  }
}
