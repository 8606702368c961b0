package dev.secrets.spi;

/**
 * A backend's wish for a key.
 *
 * @param id whose key: a scheme or a codec's id, such as {@code git-crypt}
 * @param form whether a passphrase is wanted, which a person could type, or the bytes of a file
 */
public record KeyRequest(String id, Form form) {

  /** What a key is made of. */
  public enum Form {
    PASSPHRASE,
    FILE
  }

  public static KeyRequest passphrase(String id) {
    return new KeyRequest(id, Form.PASSPHRASE);
  }

  public static KeyRequest file(String id) {
    return new KeyRequest(id, Form.FILE);
  }
}
