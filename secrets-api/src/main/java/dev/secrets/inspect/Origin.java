package dev.secrets.inspect;

import dev.secrets.Secret;
import dev.secrets.SecretPath;
import dev.secrets.SecretVersion;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.project.Binding;
import dev.secrets.project.BindingKind;
import dev.secrets.project.Environment;
import dev.secrets.project.TaskSelection;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where one value comes from, without the value.
 *
 * @param environment whose
 * @param binding what counts
 * @param overridden what else binds the name and does not count, the nearest first
 * @param method how it is kept
 * @param version of the secret, if it could be read
 * @param changed when it was last changed, if that is known
 * @param readers who could read it
 * @param problem why it could not be read, if so
 */
public record Origin(
    String environment,
    Binding binding,
    List<Binding> overridden,
    String method,
    Optional<String> version,
    Optional<Instant> changed,
    String readers,
    Optional<String> problem) {

  /**
   * Of {@code name}, a runtime secret first.
   *
   * @throws dev.secrets.SecretNotFoundException if nothing is bound to it
   */
  public static Origin of(
      Supplier<Secrets.Builder> opening,
      BackendContext context,
      String environment,
      TaskSelection tasks,
      String name) {
    try (Inspection project = new Inspection(opening, context);
        Secrets secrets = opening.get().environment(environment).tasks(tasks).open()) {
      Binding binding = secrets.binding(name);
      Optional<SecretVersion> version = Optional.empty();
      Optional<String> problem = Optional.empty();
      try (Secret secret = secrets.resolve(binding.reference())) {
        version = Optional.of(secret.version());
      } catch (SecretsException failure) {
        problem = Optional.ofNullable(failure.getMessage());
      }
      boolean file = secrets.scheme(binding).equals("file");
      Optional<Path> path =
          file ? Optional.of(path(context, binding.reference().path())) : Optional.empty();
      Optional<Instant> created = version.flatMap(SecretVersion::created);
      return new Origin(
          environment,
          binding,
          overridden(secrets, binding, tasks),
          secrets.method(binding.reference()),
          version.map(SecretVersion::id),
          created.or(() -> path.flatMap(at -> changed(project, at))),
          path.map(at -> new Readers(project).of(at)).orElse("whoever the store lets read it"),
          problem);
    }
  }

  private static List<Binding> overridden(Secrets secrets, Binding binding, TaskSelection tasks) {
    Environment environment = secrets.environment().orElseThrow();
    BindingKind kind = binding.kind();
    List<Binding> all = environment.candidates(binding.name(), kind, tasks);
    List<Binding> others = new ArrayList<>(all.subList(0, Math.max(0, all.size() - 1)));
    Collections.reverse(others);
    return others;
  }

  private static Path path(BackendContext context, SecretPath path) {
    return context.directory().resolve(path.value()).normalize();
  }

  /** By the history, for a checkout makes every file new. */
  private static Optional<Instant> changed(Inspection project, Path file) {
    String path = project.root().relativize(file).toString();
    Optional<Instant> committed = project.git().lastCommit(path);
    try {
      return committed.isPresent() || !Files.exists(file)
          ? committed
          : Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
