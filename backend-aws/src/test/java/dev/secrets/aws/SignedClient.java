package dev.secrets.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Speaks the bare protocol with real signatures, so that no model of the SDK stands in between. */
record SignedClient(URI endpoint, String region, AwsCredentialsIdentity credentials) {

  record Answer(int status, String code, String body) {}

  static SignedClient of(URI endpoint, Map<String, String> environment) {
    String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String key = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    return new SignedClient(
        endpoint,
        environment.getOrDefault("AWS_REGION", "us-east-1"),
        Optional.ofNullable(environment.get("AWS_SESSION_TOKEN"))
            .<AwsCredentialsIdentity>map(
                token -> AwsSessionCredentialsIdentity.create(id, key, token))
            .orElseGet(() -> AwsCredentialsIdentity.create(id, key)));
  }

  Answer call(String operation, String input) throws IOException {
    byte[] body = input.getBytes(UTF_8);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .uri(endpoint)
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "secretsmanager." + operation)
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "secretsmanager")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
    signed
        .request()
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Host")) {
                connection.setRequestProperty(name, values.get(0));
              }
            });
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    return answer(connection);
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream in =
        status == HttpURLConnection.HTTP_OK
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      String body = new String(in.readAllBytes(), UTF_8);
      JsonNode code = new ObjectMapper().readTree(body).path("__type");
      return new Answer(status, code.asText().replaceAll(".*#", ""), body);
    }
  }
}
