package dev.secrets;

import java.util.List;

/** A file could not be read or written. After a failed write the old file is as it was. */
public final class StorageException extends SecretsException {

  private static final long serialVersionUID = 1L;

  public StorageException(String message, String... hints) {
    super(message, List.of(hints));
  }

  private StorageException(String message, List<String> hints) {
    super(message, hints);
  }

  @Override
  public Kind kind() {
    return Kind.STORAGE;
  }

  @Override
  public StorageException in(String place) {
    return new StorageException(messageIn(place), hints());
  }
}
