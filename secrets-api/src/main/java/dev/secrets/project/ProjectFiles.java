package dev.secrets.project;

import dev.secrets.document.Document;
import dev.secrets.document.Node;
import java.util.Optional;

/** How a project reads its files without knowing what protects them. */
public interface ProjectFiles {

  /**
   * The document in a file, decoded; empty when there is no such file.
   *
   * @param path relative to the root of the project, with {@code /}
   * @throws dev.secrets.SecretsException if it cannot be decoded or parsed, naming the file
   */
  Optional<Document> read(String path);

  /**
   * The text of a scalar, decoded when it stands under the tag of a codec.
   *
   * @throws dev.secrets.SecretsException if it cannot be decoded
   */
  String text(Node.Scalar scalar);
}
