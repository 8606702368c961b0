package dev.secrets.testkit.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/** Speaks the bare protocol, so that no client library mends or hides anything. */
final class FakeClient {

  /** Single quotes spare the tests their backslashes. */
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  record Refusal(String code, String message) {}

  record Response(int status, String contentType, String requestId, String body) {}

  private final URI endpoint;
  private final String region;
  private final String accessKey;

  FakeClient(URI endpoint, String region, String accessKey) {
    this.endpoint = endpoint;
    this.region = region;
    this.accessKey = accessKey;
  }

  static FakeClient of(FakeSecretsManager fake) {
    return new FakeClient(fake.endpoint(), "us-east-1", "AKIATEST");
  }

  FakeClient in(String other) {
    return new FakeClient(endpoint, other, accessKey);
  }

  FakeClient as(String key) {
    return new FakeClient(endpoint, region, key);
  }

  /** The answer of a call that must succeed. */
  JsonNode ok(String operation, String input) {
    Response response = send(operation, input);
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return parse(response.body());
  }

  /** The error of a call that must be refused. */
  Refusal refused(String operation, String input) {
    Response response = send(operation, input);
    assertThat(response.status()).as(response.body()).isEqualTo(400);
    JsonNode body = parse(response.body());
    return new Refusal(body.get("__type").asText(), body.get("Message").asText());
  }

  Response send(String operation, String input) {
    return send(
        input,
        Map.of(
            "Content-Type",
            "application/x-amz-json-1.1",
            "X-Amz-Target",
            "secretsmanager." + operation,
            "Authorization",
            authorization(accessKey, region),
            "X-Amz-Date",
            "20260101T000000Z"));
  }

  static String authorization(String accessKey, String region) {
    return "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/secretsmanager/aws4_request, SignedHeaders=host;x-amz-date, Signature=%s"
        .formatted(accessKey, region, "0".repeat(64));
  }

  Response send(String input, Map<String, String> headers) {
    try {
      HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
      headers.forEach(connection::setRequestProperty);
      connection.setDoOutput(true);
      connection.getOutputStream().write(strict(input).getBytes(UTF_8));
      return response(connection);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Response response(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream body =
        status == HttpURLConnection.HTTP_OK
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      return new Response(
          status,
          connection.getHeaderField("Content-Type"),
          connection.getHeaderField("x-amzn-RequestId"),
          new String(body.readAllBytes(), UTF_8));
    }
  }

  private static String strict(String input) {
    return input.startsWith("{'") ? parse(input).toString() : input;
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
