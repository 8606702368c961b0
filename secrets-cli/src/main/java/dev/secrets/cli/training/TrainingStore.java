package dev.secrets.cli.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** As much of AWS Secrets Manager as one secret needs, for the training run alone. */
final class TrainingStore implements AutoCloseable {

  private static final String SECRET =
      """
      {"ARN":"arn:aws:secretsmanager:us-east-1:123456789012:secret:training-AbCdEf",\
      "Name":"training","VersionId":"00000000-0000-4000-8000-000000000000","CreatedDate":1.0E9,\
      "SecretString":"{\\"password\\":\\"training\\"}","VersionStages":["AWSCURRENT"]}""";

  private final HttpServer server;

  private TrainingStore(HttpServer server) {
    this.server = server;
  }

  static TrainingStore start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", TrainingStore::answer);
    server.start();
    return new TrainingStore(server);
  }

  /** Leads the AWS backend here and nowhere else. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
        "AWS_ACCESS_KEY_ID", "training",
        "AWS_SECRET_ACCESS_KEY", "training",
        "AWS_REGION", "us-east-1");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    boolean batch =
        exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith("BatchGetSecretValue");
    String body = batch ? "{\"SecretValues\":[" + SECRET + "],\"Errors\":[]}" : SECRET;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
