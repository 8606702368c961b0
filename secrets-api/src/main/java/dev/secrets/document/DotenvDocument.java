package dev.secrets.document;

import dev.secrets.Pointer;

/** To be written. */
final class DotenvDocument implements Document {

  static DotenvDocument parse(byte[] content, java.util.Map<String, String> environment) {
    return new DotenvDocument();
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
