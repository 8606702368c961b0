package dev.secrets.plan;

import dev.secrets.FileForms;
import dev.secrets.InvalidInputException;
import dev.secrets.Progress;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.VersionSelector;
import dev.secrets.WriteConflictException;
import dev.secrets.file.FileFailure;
import dev.secrets.plan.PlanDraft.Put.Now;
import dev.secrets.plan.Step.Kind;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.Capability;
import dev.secrets.spi.CodecSetUp;
import dev.secrets.spi.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan in the making: files as they will be, what stores will hold, and what git is told. */
final class PlanDraft {

  private final Secrets secrets;
  private final FileForms forms;
  private final BackendContext context;
  private final Path root;
  private final Optional<GitTree> git;
  private final Map<String, WorkingFile> files = new LinkedHashMap<>();
  private final Set<String> first = new LinkedHashSet<>();
  private final List<Put> puts = new ArrayList<>();
  private final Map<String, Optional<String>> staged = new LinkedHashMap<>();
  private final Set<String> forgotten = new LinkedHashSet<>();
  private Optional<CodecSetUp> newKey = Optional.empty();

  /** A secret to be written. */
  record Put(Reference reference, SecretValue value, Now now) {

    /** What the store has there. */
    enum Now {
      NOTHING,
      THIS_VALUE,
      DELETED
    }

    boolean isThere() {
      return now == Now.THIS_VALUE;
    }

    @Override
    public String toString() {
      return "Put[" + reference + "]";
    }
  }

  PlanDraft(Secrets secrets, BackendContext context) {
    this.secrets = secrets;
    this.forms = secrets.forms();
    this.context = context;
    this.root = secrets.project().root();
    this.git = GitTree.at(root, context);
  }

  Path root() {
    return root;
  }

  Instant now() {
    return context.clock().instant();
  }

  Progress progress() {
    return context.progress();
  }

  FileForms forms() {
    return forms;
  }

  Optional<GitTree> git() {
    return git;
  }

  GitTree requireGit() {
    return git.orElseThrow(
        () ->
            new InvalidInputException(
                "'" + root + "' is in no git work tree", "begin one with git init"));
  }

  List<Put> puts() {
    return puts;
  }

  Collection<WorkingFile> files() {
    return files.values();
  }

  List<WorkingFile> changed() {
    return files.values().stream().filter(WorkingFile::isChanged).toList();
  }

  boolean isFirst(WorkingFile file) {
    return first.contains(file.path());
  }

  Optional<CodecSetUp> newKey() {
    return newKey;
  }

  /** What is to be in the index, and under which codec. */
  Map<String, Optional<String>> staged() {
    return staged;
  }

  List<String> untracked() {
    List<String> paths = new ArrayList<>(staged.keySet());
    git.ifPresent(tree -> paths.removeAll(tree.tracked(staged.keySet())));
    return paths;
  }

  /** A path of the project, however it was named. */
  String relative(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (!absolute.startsWith(root)) {
      throw new InvalidInputException("'" + file + "' lies outside of the project '" + root + "'");
    }
    return root.relativize(absolute).toString().replace('\\', '/');
  }

  /** The file as the plan has it so far; empty if it is not there. */
  WorkingFile file(String path) {
    return files.computeIfAbsent(path, this::open);
  }

  boolean exists(String path) {
    return files.containsKey(path) || Files.isRegularFile(root.resolve(path));
  }

  /** The codec in whose envelope a file is, which needs no key; empty if it is not there. */
  Optional<String> formOnDisk(String path) {
    Path file = root.resolve(path);
    try {
      return Files.isRegularFile(file) ? forms.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  /** Whether group or others may read a file that is there. */
  boolean isReadByOthers(String path) {
    Path file = root.resolve(path);
    try {
      return Files.isRegularFile(file)
          && Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).stream()
              .anyMatch(each -> !each.name().startsWith("OWNER"));
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  private WorkingFile open(String path) {
    Path file = root.resolve(path);
    if (!Files.exists(file)) {
      return new WorkingFile(root, path, Optional.empty(), Optional.empty(), new byte[0]);
    }
    try {
      byte[] disk = Files.readAllBytes(file);
      Optional<String> form = forms.of(disk);
      return new WorkingFile(
          root, path, Optional.of(disk), form, form.isPresent() ? decoded(file) : disk.clone());
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  private byte[] decoded(Path file) {
    try (Secret secret = secrets.resolve(Reference.of("file", file.toString()))) {
      return secret.bytes();
    }
  }

  /** To be written before all others. */
  void first(String path) {
    first.add(path);
  }

  void makeKey(CodecSetUp key) {
    newKey = Optional.of(key);
  }

  /**
   * Plans to write {@code value}, which the plan closes.
   *
   * @throws WriteConflictException if something else is there
   */
  void put(Reference reference, SecretValue value) {
    SecretStore store = secrets.store(reference.store());
    store.check(reference.path(), value);
    for (Put planned : puts) {
      if (planned.reference().equals(reference)) {
        requireSame(planned.value(), value, reference);
      }
    }
    puts.add(new Put(reference, value, now(store, reference, value)));
  }

  private static Now now(SecretStore store, Reference reference, SecretValue value) {
    Optional<Secret> there;
    try {
      there = store.find(reference.path(), VersionSelector.current());
    } catch (SecretNotFoundException deleted) {
      if (!store.capabilities().contains(Capability.UNDELETE)) {
        throw deleted;
      }
      return Now.DELETED;
    }
    there.ifPresent(
        found -> {
          try (found) {
            requireSame(found.value(), value, reference);
          }
        });
    return there.isPresent() ? Now.THIS_VALUE : Now.NOTHING;
  }

  private static void requireSame(SecretValue there, SecretValue value, Reference reference) {
    if (!there.matches(value)) {
      throw new WriteConflictException(
          "'" + reference + "' exists already and holds another value",
          "name another place with --to STORE:PATH");
    }
  }

  void stage(String path, Optional<String> form) {
    if (git.isPresent()) {
      staged.put(path, form);
    }
  }

  /** To be taken out of the index. */
  void forget(String path) {
    forgotten.add(path);
  }

  Set<String> forgotten() {
    return forgotten;
  }

  /** In the order in which they are taken. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    newKey.ifPresent(key -> steps.add(new Step(Kind.MAKE_KEY, key.keyPlace(), "")));
    puts.stream()
        .filter(put -> !put.isThere())
        .distinct()
        .forEach(put -> steps.add(new Step(Kind.PUT, put.reference().toString(), "")));
    changed().forEach(file -> steps.addAll(steps(file)));
    forgotten.forEach(path -> steps.add(new Step(Kind.UNTRACK, path, "")));
    staged.forEach((path, form) -> steps.add(new Step(Kind.STAGE, path, form.orElse(""))));
    return steps;
  }

  private static List<Step> steps(WorkingFile file) {
    String path = file.path();
    if (file.keptAt().isPresent()) {
      return List.of(new Step(Kind.REMOVE, path, file.keptAt().get()));
    }
    List<Step> steps = new ArrayList<>();
    if (file.isCreated()) {
      steps.add(new Step(Kind.CREATE, path, file.form().orElse("")));
    } else if (file.isEdited()) {
      steps.add(new Step(Kind.EDIT, path, ""));
    }
    if (!file.isCreated() && !file.form().equals(file.formBefore())) {
      steps.add(
          file.form().isPresent()
              ? new Step(Kind.ENCRYPT, path, file.form().get())
              : new Step(Kind.DECRYPT, path, file.formBefore().orElse("")));
    }
    return steps.isEmpty() ? List.of(new Step(Kind.PROTECT, path, "0600")) : steps;
  }
}
