package dev.secrets.testkit.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;

/** The wire protocol: AWS JSON 1.1 over one path. */
final class FakeHandler implements HttpHandler {

  private static final int OK = 200;
  private static final int BAD_GATEWAY = 502;
  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  private final ObjectMapper json = new ObjectMapper();
  private final FakeState state;
  private final Signature signature;

  FakeHandler(FakeState state, Signature signature) {
    this.state = state;
    this.signature = signature;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      try {
        signature.check(exchange.getRequestHeaders());
        answer(exchange, Request.read(exchange, body, json));
      } catch (ApiError error) {
        send(exchange, error.status(), bytes(errorBody(error)));
      }
    }
  }

  private void answer(HttpExchange exchange, Request request) throws IOException {
    Optional<Fault> fault = state.receive(request);
    if (fault.isEmpty()) {
      send(exchange, OK, bytes(state.perform(request, json.createObjectNode())));
      return;
    }
    switch (fault.get().kind()) {
      case REFUSE -> throw fault.get().error();
      case RESET -> exchange.close();
      case HTML -> sendPage(exchange);
      case EMPTY -> send(exchange, OK, new byte[0]);
      case DROP -> sendHalf(exchange, bytes(state.perform(request, json.createObjectNode())));
      case DELAY -> {
        pause(fault.get());
        send(exchange, OK, bytes(state.perform(request, json.createObjectNode())));
      }
    }
  }

  private ObjectNode errorBody(ApiError error) {
    return json.createObjectNode().put("__type", error.code()).put("Message", error.getMessage());
  }

  private byte[] bytes(ObjectNode answer) throws JacksonException {
    return json.writeValueAsBytes(answer);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    begin(exchange, status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void sendHalf(HttpExchange exchange, byte[] body) throws IOException {
    begin(exchange, OK, body.length);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, body.length / 2);
    out.flush();
  }

  private static void sendPage(HttpExchange exchange) throws IOException {
    byte[] page = "<html><body>502 Bad Gateway</body></html>".getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(BAD_GATEWAY, page.length);
    exchange.getResponseBody().write(page);
  }

  private static void begin(HttpExchange exchange, int status, int length) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
  }

  private static void pause(Fault fault) throws InterruptedIOException {
    try {
      Thread.sleep(fault.delay().toMillis());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the fake is closing");
    }
  }
}
