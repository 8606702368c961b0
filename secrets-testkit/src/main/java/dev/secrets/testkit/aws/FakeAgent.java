package dev.secrets.testkit.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The agent that AWS offers for a machine of its own: one secret per GET, for whoever shows the
 * token. It keeps nothing, so {@code refreshNow} changes nothing.
 */
final class FakeAgent implements HttpHandler {

  private static final String PATH = "/secretsmanager/get";
  private static final String TOKEN = "X-Aws-Parameters-Secrets-Token";
  private static final Map<String, String> MEMBERS =
      Map.of("secretId", "SecretId", "versionId", "VersionId", "versionStage", "VersionStage");
  private static final Set<String> KNOWN =
      Set.of("secretId", "versionId", "versionStage", "refreshNow");
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final ObjectMapper json = new ObjectMapper();
  private final FakeState state;
  private final Scope home;

  FakeAgent(FakeState state, Scope home) {
    this.state = state;
    this.home = home;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int refusal = refusal(exchange);
      if (refusal != OK) {
        send(exchange, refusal, "refused");
        return;
      }
      try {
        send(exchange, OK, answer(query(exchange)).toString());
      } catch (ApiError error) {
        send(exchange, error.status(), body(error));
      }
    }
  }

  private static int refusal(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("GET")) {
      return NOT_ALLOWED;
    }
    if (!FakeSecretsManager.AGENT_TOKEN.equals(exchange.getRequestHeaders().getFirst(TOKEN))) {
      return FORBIDDEN;
    }
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return NOT_FOUND;
    }
    Map<String, String> query = query(exchange);
    return exchange.getRequestHeaders().containsKey("X-Forwarded-For")
            || !query.containsKey("secretId")
            || !KNOWN.containsAll(query.keySet())
        ? BAD_REQUEST
        : OK;
  }

  private ObjectNode answer(Map<String, String> query) {
    ObjectNode input = json.createObjectNode();
    query.forEach(
        (name, value) -> {
          if (MEMBERS.containsKey(name)) {
            input.put(MEMBERS.get(name), value);
          }
        });
    Request request = new Request("GetSecretValue", "agent", home.region(), input, "");
    state
        .receive(request)
        .filter(fault -> fault.kind() == Fault.Kind.REFUSE)
        .ifPresent(
            fault -> {
              throw fault.error();
            });
    return state.perform(request, json.createObjectNode());
  }

  private String body(ApiError error) {
    return json.createObjectNode()
        .put("__type", error.code())
        .put("message", error.getMessage())
        .toString();
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      int equals = part.indexOf('=');
      query.put(
          part.substring(0, Math.max(0, equals)),
          URLDecoder.decode(part.substring(equals + 1), UTF_8));
    }
    return query;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
