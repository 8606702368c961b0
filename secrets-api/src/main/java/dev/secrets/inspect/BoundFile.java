package dev.secrets.inspect;

import dev.secrets.project.Binding;
import dev.secrets.project.Environment;
import dev.secrets.project.SecretFile;
import dev.secrets.project.SecretFile.Role;
import dev.secrets.project.SecretFile.Sensitivity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The file that a binding leads to. */
final class BoundFile {

  /** Environments of one's own machine, whose files may be in plaintext. */
  private static final Set<String> LOCAL = Set.of("dev", "development", "local", "test");

  private BoundFile() {}

  static SecretFile of(Binding binding, Environment environment, Path directory, Path root) {
    Path file = directory.resolve(binding.reference().path().value()).normalize();
    return new SecretFile(
        root.relativize(file).toString().replace('\\', '/'),
        Role.BOUND,
        Optional.of(environment.name()),
        LOCAL.contains(environment.name()) ? Sensitivity.PLAIN : Sensitivity.SECRET);
  }
}
