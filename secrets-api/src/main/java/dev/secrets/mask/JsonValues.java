package dev.secrets.mask;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Consumer;

/** The strings and numbers in a value that is JSON, since a program prints them one by one. */
final class JsonValues {

  private JsonValues() {}

  static void of(byte[] json, Consumer<String> sink) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
          sink.accept(parser.getText());
        }
      }
    } catch (IOException notJson) {
      // It only looks like it: as a whole it is masked anyway.
    }
  }
}
