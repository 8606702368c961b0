package dev.secrets.document;

import dev.secrets.Pointer;

/** To be written. */
final class JsonDocument implements Document {

  static JsonDocument parse(byte[] content) {
    return new JsonDocument();
  }

  @Override
  public DocumentFormat format() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Node root() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Document with(Pointer pointer, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Document without(Pointer pointer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] bytes() {
    throw new UnsupportedOperationException();
  }
}
