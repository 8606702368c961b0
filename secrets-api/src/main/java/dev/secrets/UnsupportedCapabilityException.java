package dev.secrets;

import java.util.List;

/** The store cannot do what was asked, or nothing that is installed can. */
public final class UnsupportedCapabilityException extends SecretsException {

  private static final long serialVersionUID = 1L;

  public UnsupportedCapabilityException(String message, String... hints) {
    super(message, List.of(hints));
  }

  private UnsupportedCapabilityException(String message, List<String> hints) {
    super(message, hints);
  }

  @Override
  public Kind kind() {
    return Kind.UNSUPPORTED;
  }

  @Override
  public UnsupportedCapabilityException in(String place) {
    return new UnsupportedCapabilityException(messageIn(place), hints());
  }
}
