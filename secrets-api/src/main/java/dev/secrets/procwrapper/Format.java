package dev.secrets.procwrapper;

import dev.secrets.document.DocumentFormat;
import java.util.Locale;
import java.util.Optional;

/** What a value is read as, where more than its bytes are wanted. */
enum Format {
  DOTENV,
  JSON,
  YAML,
  /** The bytes themselves, spelled in letters. */
  BASE64;

  private static final char SEPARATOR = '!';

  /** The one that {@code address} names at its end. */
  static Optional<Format> namedBy(String address) {
    for (Format format : values()) {
      if (address.toLowerCase(Locale.ROOT).endsWith(format.suffix())) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The one that the name of a file tells. */
  static Optional<Format> ofFileName(String path) {
    if (path.contains(".env.")) {
      return Optional.of(DOTENV);
    }
    return switch (DocumentFormat.ofFileName(path)) {
      case DOTENV -> Optional.of(DOTENV);
      case JSON -> Optional.of(JSON);
      case YAML -> Optional.of(YAML);
      case PROPERTIES, OPAQUE -> Optional.empty();
    };
  }

  String suffix() {
    return SEPARATOR + name().toLowerCase(Locale.ROOT);
  }

  /** The documents of this format; {@code BASE64} has none. */
  DocumentFormat documents() {
    return switch (this) {
      case DOTENV -> DocumentFormat.DOTENV;
      case JSON -> DocumentFormat.JSON;
      case YAML -> DocumentFormat.YAML;
      case BASE64 -> DocumentFormat.OPAQUE;
    };
  }
}
