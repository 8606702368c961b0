package dev.secrets.vault;

import java.io.IOException;
import java.io.OutputStream;

/** An envelope whose content was found genuine under one password. */
interface Opened {

  /** The password that opens it. */
  VaultSecret secret();

  /** The label it carries; empty if none. */
  String label();

  /** Writes the plaintext. */
  void release(OutputStream plaintext) throws IOException;
}
