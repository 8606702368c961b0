package dev.secrets.inspect;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.project.SecretFile;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Whether what git has of a file tells a secret to whoever reads the repository. */
final class Exposure {

  private final Inspection project;

  Exposure(Inspection project) {
    this.project = project;
  }

  /** Of the content of a blob at the path of {@code file}. */
  boolean isIn(SecretFile file, byte[] content) {
    if (!file.isSecret() || project.envelope(content).isPresent() || isBlank(content)) {
      return false;
    }
    return switch (file.role()) {
      case VARIABLES -> hasSecret(file.path(), content);
      case DEPLOYMENT, RUNTIME -> hasEntry(file.path(), content);
      case BOUND -> true;
    };
  }

  static boolean isBlank(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1).isBlank();
  }

  /** Settings and references may be read by all; a value under a name that tells may not. */
  private static boolean hasSecret(String path, byte[] content) {
    try {
      return Leaf.of(parse(path, content).root()).stream()
          .filter(leaf -> leaf.scalar().tag().isEmpty())
          .filter(leaf -> SecretNames.looksSecret(leaf.key()))
          .anyMatch(leaf -> SecretNames.isLiteral(leaf.scalar().text()));
    } catch (InvalidInputException noDocument) {
      return true;
    }
  }

  private static boolean hasEntry(String path, byte[] content) {
    try {
      return Leaf.of(parse(path, content).root()).stream()
          .anyMatch(leaf -> SecretNames.isLiteral(leaf.scalar().text()));
    } catch (InvalidInputException noDocument) {
      return true;
    }
  }

  private static Document parse(String path, byte[] content) {
    return Document.parse(DocumentFormat.ofFileName(path), content, Map.of());
  }
}
