package dev.secrets.inspect;

import dev.secrets.Secrets;
import dev.secrets.document.Node;
import dev.secrets.project.Binding;
import dev.secrets.project.BindingKind;
import dev.secrets.project.SecretFile;
import dev.secrets.project.SecretFile.Role;
import dev.secrets.project.SecretFile.Sensitivity;
import dev.secrets.spi.BackendContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A project on one screen: what each environment binds, where it is kept, and in which state the
 * files are. Names only.
 *
 * @param project the name of its directory
 * @param environments in order
 * @param secrets what they bind
 * @param files that hold secrets, or lie beside them
 * @param unopened what could not be opened, and why
 */
public record ProjectStatus(
    String project,
    List<String> environments,
    List<Kept> secrets,
    List<KeptFile> files,
    Map<String, String> unopened) {

  private static final String PLAINTEXT = "plaintext";

  /**
   * One secret of one environment.
   *
   * @param environment whose
   * @param name what it is bound to, or the keys that lead to it in a file of variables
   * @param kind who needs it
   * @param method the scheme of the store, or for files the id of the codec
   * @param state how it is kept
   * @param reference where
   * @param sensitivity whether that is a place for what is secret
   */
  public record Kept(
      String environment,
      String name,
      BindingKind kind,
      String method,
      Keeping state,
      String reference,
      Sensitivity sensitivity) {}

  /**
   * One file.
   *
   * @param file which, and what for
   * @param method the id of the codec, or {@code plaintext}
   * @param state how it is kept
   */
  public record KeptFile(SecretFile file, String method, Keeping state) {}

  /** Of the project at the directory of {@code context}; no store but the file system is asked. */
  public static ProjectStatus of(Supplier<Secrets.Builder> opening, BackendContext context) {
    try (Inspection project = new Inspection(opening, context)) {
      List<KeptFile> files =
          project.secretFiles().stream().map(file -> keptFile(project, file)).toList();
      List<String> environments = List.copyOf(project.environments().keySet());
      List<Kept> secrets = new ArrayList<>();
      for (String environment : environments) {
        for (BindingKind kind : BindingKind.values()) {
          project
              .bindings(environment, kind)
              .values()
              .forEach(binding -> secrets.add(kept(project, environment, binding)));
        }
        secrets.addAll(ofVariables(project, environment));
      }
      Map<String, String> unopened = new TreeMap<>();
      project
          .unopened()
          .forEach((what, why) -> unopened.put(what, String.valueOf(why.getMessage())));
      String name = String.valueOf(project.root().getFileName());
      return new ProjectStatus(name, environments, List.copyOf(secrets), files, unopened);
    }
  }

  private static Kept kept(Inspection project, String environment, Binding binding) {
    String reference = binding.reference().toString();
    String scheme = project.secrets(environment).map(s -> s.scheme(binding)).orElse("");
    if (!scheme.equals("file")) {
      return new Kept(
          environment,
          binding.name(),
          binding.kind(),
          scheme,
          Keeping.REMOTE,
          reference,
          Sensitivity.SECRET);
    }
    String path = pathOf(project, binding);
    KeptFile file =
        keptFile(
            project,
            project
                .secretFile(path)
                .orElseGet(
                    () -> new SecretFile(path, Role.BOUND, Optional.empty(), Sensitivity.SECRET)));
    return new Kept(
        environment,
        binding.name(),
        binding.kind(),
        file.method(),
        file.state(),
        reference,
        file.file().sensitivity());
  }

  private static String pathOf(Inspection project, Binding binding) {
    Path file = project.context().directory().resolve(binding.reference().path().value());
    return project.root().relativize(file.normalize()).toString().replace('\\', '/');
  }

  /** What Ansible reads from the variables while it deploys, such as its own API key. */
  private static List<Kept> ofVariables(Inspection project, String environment) {
    List<Kept> secrets = new ArrayList<>();
    for (SecretFile file : project.secretFiles()) {
      if (file.role() == Role.VARIABLES && file.environment().equals(Optional.of(environment))) {
        for (Leaf leaf : project.leaves(file.path())) {
          if (isSecret(leaf)) {
            secrets.add(ofVariable(project, environment, file, leaf));
          }
        }
      }
    }
    return secrets;
  }

  private static boolean isSecret(Leaf leaf) {
    boolean tagged = leaf.scalar().tag().isPresent();
    boolean named =
        SecretNames.looksSecret(leaf.key()) && SecretNames.isLiteral(leaf.scalar().text());
    return !leaf.path().contains("secrets")
        && leaf.scalar().type() != Node.Type.NULL
        && (tagged || named);
  }

  private static Kept ofVariable(
      Inspection project, String environment, SecretFile file, Leaf leaf) {
    KeptFile kept = keptFile(project, file);
    boolean inline = leaf.scalar().tag().isPresent();
    return new Kept(
        environment,
        leaf.shownPath(),
        BindingKind.DEPLOYMENT,
        inline ? VaultChecks.VAULT : kept.method(),
        inline ? Keeping.ENCRYPTED : kept.state(),
        "file:" + file.path() + "#/" + String.join("/", leaf.path()),
        file.sensitivity());
  }

  private static KeptFile keptFile(Inspection project, SecretFile file) {
    Optional<byte[]> content = project.files().bytes(file.path());
    Optional<String> envelope = content.flatMap(project::envelope);
    boolean filtered = project.git().cryptFilter(file.path()).isPresent();
    Optional<String> stored =
        Optional.ofNullable(project.git().tracked().get(file.path()))
            .flatMap(staged -> project.envelope(project.git().blob(staged.blob())));
    String method = envelope.or(() -> stored).orElse(filtered ? GitTree.GIT_CRYPT : PLAINTEXT);
    return new KeptFile(file, method, state(project, file.path(), content, envelope, stored));
  }

  private static Keeping state(
      Inspection project,
      String path,
      Optional<byte[]> content,
      Optional<String> envelope,
      Optional<String> stored) {
    if (content.isEmpty()) {
      return Keeping.ABSENT;
    }
    if (envelope.isPresent()) {
      return envelope.get().equals(GitTree.GIT_CRYPT) ? Keeping.LOCKED : Keeping.ENCRYPTED;
    }
    if (stored.isPresent()) {
      return Keeping.ENCRYPTED;
    }
    if (project.leaves(path).stream().anyMatch(leaf -> leaf.scalar().tag().isPresent())) {
      return Keeping.MIXED;
    }
    if (!project.git().isPresent()) {
      return Keeping.PLAINTEXT;
    }
    if (project.git().isTracked(path)) {
      return Keeping.TRACKED;
    }
    return project.git().isIgnored(path) ? Keeping.IGNORED : Keeping.UNTRACKED;
  }
}
