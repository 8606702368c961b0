package dev.secrets;

import dev.secrets.document.Document;
import dev.secrets.document.Node;
import dev.secrets.project.ProjectFiles;
import dev.secrets.spi.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A project's files, each read, decoded and parsed once. */
final class SecretFiles implements ProjectFiles {

  private final SecretStore files;
  private final FieldReading fields;
  private final Map<String, Optional<Document>> read = new ConcurrentHashMap<>();

  SecretFiles(SecretStore files, FieldReading fields) {
    this.files = files;
    this.fields = fields;
  }

  @Override
  public Optional<Document> read(String path) {
    return read.computeIfAbsent(path, this::open);
  }

  @Override
  public String text(Node.Scalar scalar) {
    return fields.text(scalar);
  }

  private Optional<Document> open(String path) {
    return files
        .find(SecretPath.of(path), VersionSelector.current())
        .map(
            secret -> {
              try (secret) {
                return fields.document(secret);
              } catch (SecretsException failure) {
                throw failure.in("'" + path + "'");
              }
            });
  }
}
