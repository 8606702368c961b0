package dev.secrets.aws;

import dev.secrets.AccessDeniedException;
import dev.secrets.BackendUnavailableException;
import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Values from the agent that AWS offers for a machine of its own, or from its extension of Lambda:
 * one GET for a secret, answered with the JSON of GetSecretValue. It knows no batches, and nothing
 * can be written through it.
 */
final class Agent implements ValueSource {

  private static final String REGION = "of the agent";
  private static final int TIMEOUT_MILLIS = 3000;

  private final URI endpoint;
  private final Supplier<Optional<String>> token;
  private final Runnable called;

  Agent(URI endpoint, Supplier<Optional<String>> token, Runnable called) {
    this.endpoint = endpoint;
    this.token = token;
    this.called = called;
  }

  @Override
  public GetSecretValueResponse get(SecretId id, GetSecretValueRequest request) {
    called.run();
    byte[] body = new byte[0];
    try {
      HttpURLConnection connection = open(request);
      int status = connection.getResponseCode();
      boolean good = status == HttpURLConnection.HTTP_OK;
      try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
        body = in == null ? body : in.readAllBytes();
      }
      if (!good) {
        throw refusal(status, body, id);
      }
      return answer(body, id);
    } catch (IOException failure) {
      throw new BackendUnavailableException(
          "the agent at '" + endpoint + "' cannot be reached",
          "start it, or leave out the option 'agent'");
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  @Override
  public Optional<BatchGetSecretValueResponse> batch(
      Optional<String> region, Collection<SecretId> ids) {
    return Optional.empty();
  }

  @Override
  public String region(Optional<String> region) {
    return region.orElse(REGION);
  }

  private HttpURLConnection open(GetSecretValueRequest request) throws IOException {
    StringBuilder query = new StringBuilder("/secretsmanager/get?secretId=");
    query.append(encoded(request.secretId()));
    Optional.ofNullable(request.versionId())
        .ifPresent(id -> query.append("&versionId=").append(encoded(id)));
    Optional.ofNullable(request.versionStage())
        .ifPresent(stage -> query.append("&versionStage=").append(encoded(stage)));
    HttpURLConnection connection =
        (HttpURLConnection) endpoint.resolve(query.toString()).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty(
        "X-Aws-Parameters-Secrets-Token",
        token
            .get()
            .orElseThrow(
                () ->
                    new AccessDeniedException(
                        "there is no token for the agent at '" + endpoint + "'",
                        "set AWS_TOKEN, to the token or to file:// and where it stands")));
    return connection;
  }

  private static Refusal refusal(int status, byte[] body, SecretId id) {
    if (status == HttpURLConnection.HTTP_FORBIDDEN) {
      throw new AccessDeniedException(
          "the agent refuses secret '" + id + "': bad token", "see what AWS_TOKEN says");
    }
    String code = "";
    String words = "";
    try {
      Document error = parse(body);
      code = text(error, "__type").orElse("");
      words = text(error, "message").or(() -> text(error, "Message")).orElse("");
    } catch (InvalidInputException noJson) {
      code = "";
    }
    return Refusal.of(code, words, status, id.text(), REGION);
  }

  private static GetSecretValueResponse answer(byte[] body, SecretId id) {
    try {
      Document answer = parse(body);
      GetSecretValueResponse.Builder response = GetSecretValueResponse.builder();
      text(answer, "VersionId").ifPresent(response::versionId);
      text(answer, "SecretString").ifPresent(response::secretString);
      text(answer, "SecretBinary")
          .map(Base64.getDecoder()::decode)
          .map(SdkBytes::fromByteArrayUnsafe)
          .ifPresent(response::secretBinary);
      return response.versionStages(labels(answer)).build();
    } catch (InvalidInputException | IllegalArgumentException malformed) {
      throw ClientFailures.malformedAnswer("GetSecretValue", id, REGION);
    }
  }

  private static List<String> labels(Document answer) {
    return answer
        .find(Pointer.of("VersionStages"))
        .filter(Node.Sequence.class::isInstance)
        .map(Node.Sequence.class::cast)
        .map(list -> list.items().stream().map(item -> ((Node.Scalar) item).text()).toList())
        .orElse(List.of());
  }

  private static Document parse(byte[] body) {
    return Document.parse(DocumentFormat.JSON, body, Map.of());
  }

  private static Optional<String> text(Document document, String member) {
    return document
        .find(Pointer.of(member))
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast)
        .filter(scalar -> scalar.type() == Node.Type.STRING)
        .map(Node.Scalar::text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
