package dev.secrets.vault;

import dev.secrets.MalformedEnvelopeException;

/** The error of an envelope that is one, and misshapen. */
final class Malformed {

  private Malformed() {}

  static MalformedEnvelopeException because(String reason) {
    return new MalformedEnvelopeException("malformed ansible-vault envelope: " + reason);
  }

  static MalformedEnvelopeException cutShort() {
    return new MalformedEnvelopeException(
        "malformed ansible-vault envelope: it is cut short",
        "restore the file from a copy or from version control");
  }
}
