package dev.secrets.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.secrets.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Documents of the tests, from and to text. */
final class Texts {

  private Texts() {}

  static Document parse(DocumentFormat format, String text) {
    return Document.parse(format, text.getBytes(UTF_8), Map.of());
  }

  static String text(Document document) {
    return new String(document.bytes(), UTF_8);
  }

  static String value(Document document, String pointer) {
    return ((Node.Scalar) document.find(Pointer.parse(pointer)).orElseThrow()).text();
  }

  static String resource(String name) {
    try (InputStream stream = Texts.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
