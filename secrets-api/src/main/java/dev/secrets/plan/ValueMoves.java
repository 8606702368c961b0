package dev.secrets.plan;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import dev.secrets.project.Binding;
import dev.secrets.project.BindingKind;
import dev.secrets.project.Environment;
import dev.secrets.project.Finding;
import dev.secrets.project.LayoutFile;
import dev.secrets.project.Project;
import dev.secrets.project.ProjectFiles;
import dev.secrets.project.ProjectLayout;
import dev.secrets.project.TaskSelection;
import dev.secrets.spi.BackendContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Values that leave the files of an environment for a store: the entry goes, and a reference to
 * where the value is now takes its place in the {@code secrets:} lists. At the end the environment
 * is read as it will be: whatever was bound must be bound still, and what was moved to its new
 * place, for every task.
 */
final class ValueMoves {

  private final PlanDraft draft;
  private final Secrets secrets;
  private final BackendContext context;
  private final Optional<ProjectLayout> layout;
  private final Function<Path, ProjectFiles> reading;
  private final Map<Tasks, Map<String, String>> wired = new LinkedHashMap<>();

  /** Those of an environment: all of them, or one. */
  private record Tasks(String environment, Optional<String> one) {

    TaskSelection selection() {
      return one.map(TaskSelection::task).orElseGet(TaskSelection::defaults);
    }

    String shown() {
      return "environment '" + environment + "'" + one.map(t -> ", task '" + t + "'").orElse("");
    }
  }

  ValueMoves(
      PlanDraft draft,
      Secrets secrets,
      BackendContext context,
      Optional<ProjectLayout> layout,
      Function<Path, ProjectFiles> reading) {
    this.draft = draft;
    this.secrets = secrets;
    this.context = context;
    this.layout = layout;
    this.reading = reading;
  }

  /** To the place that the execution role of the environment's tasks may read. */
  void toStore(LayoutFile file, Pointer field, String store) {
    String name = field.last().toLowerCase(Locale.ROOT);
    String shortName = name.endsWith("_secrets") ? name.substring(0, name.length() - 8) : name;
    String task = tasks(file, field).one().map(one -> one + "/").orElse("");
    String path = "CloudReactor/%s/common/%s%s".formatted(file.environment(), task, shortName);
    toPlace(file, field, Reference.of(store, path));
  }

  /** To a place that was named. */
  void toPlace(LayoutFile file, Pointer field, Reference place) {
    Tasks tasks = tasks(file, field);
    Map<String, String> entries = wired.computeIfAbsent(tasks, key -> new LinkedHashMap<>());
    String before = entries.putIfAbsent(field.last(), place.toString());
    if (before != null && !before.equals(place.toString())) {
      throw new InvalidInputException(
          "%s: '%s' is moved to two places".formatted(tasks.shown(), field.last()));
    }
    take(draft.file(file.path()), field, place);
  }

  private Tasks tasks(LayoutFile file, Pointer field) {
    return new Tasks(
        file.environment(),
        file.role() == LayoutFile.Role.VARIABLES
            ? layout.orElseThrow().secretsLists(file.environment()).task(field)
            : Optional.empty());
  }

  /** Takes a value out of a file, to be written at {@code place}. */
  void take(WorkingFile file, Pointer field, Reference place) {
    Document document = document(file);
    Node node =
        document
            .find(field)
            .orElseThrow(
                () -> new SecretNotFoundException("'" + file.path() + "' has no '" + field + "'"));
    SecretValue value = value(file, field);
    draft.put(place, value);
    boolean inline = node.tag().isPresent();
    MovedValue moved = new MovedValue(place.toString(), value, line(file, node), document.format());
    byte[] without = document.without(field).bytes();
    file.edit(without, inline ? Optional.empty() : Optional.of(moved));
  }

  /** A value that stays in its file, in an envelope. */
  MovedValue leaving(WorkingFile file, Pointer field, Node.Scalar value) {
    Reference itself = Reference.of("file", file.file().toString()).withPointer(field);
    return new MovedValue(
        itself.toString(),
        SecretValue.ofText(value.text()),
        line(file, value),
        DocumentFormat.YAML);
  }

  /** Where the line begins that a node stands in. */
  private static int line(WorkingFile file, Node node) {
    String text = file.text();
    int at = 0;
    for (int line = 1; line < node.position().line(); line++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at;
  }

  private SecretValue value(WorkingFile file, Pointer field) {
    Reference reference = Reference.of("file", file.file().toString()).withPointer(field);
    try (Secret secret = secrets.resolve(reference)) {
      return SecretValue.takeOwnership(secret.bytes());
    }
  }

  Document document(WorkingFile file) {
    try {
      return Document.parse(
          DocumentFormat.ofFileName(file.path()), file.content(), context.environment());
    } catch (InvalidInputException failure) {
      throw failure.in("'" + file.path() + "'");
    }
  }

  /** Writes the references, and looks at what the environments bind then. */
  void finish() {
    wired.forEach(this::wire);
    wired.forEach(this::prove);
    Index index = new Index(draft, secrets.forms());
    draft.changed().stream()
        .filter(file -> !draft.staged().containsKey(file.path()))
        .filter(file -> index.isTracked(file.path()))
        .forEach(file -> draft.stage(file.path(), stored(file)));
  }

  private Optional<String> stored(WorkingFile file) {
    boolean filtered = !draft.requireGit().attribute("filter", file.path()).isEmpty();
    return filtered ? secrets.forms().of(draft.requireGit().stored(file.path())) : file.form();
  }

  private void wire(Tasks tasks, Map<String, String> entries) {
    ProjectLayout files = layout.orElseThrow();
    String environment = tasks.environment();
    WorkingFile variables = draft.file(files.variables(environment));
    // What was wired before this counts too.
    Map<String, String> inEffect = inEffect(tasks, "'" + variables.path() + "'");
    List<String> texts =
        tasks.one().isEmpty()
            ? files.secretsLists(environment).with(variables.text(), entries, inEffect)
            : files
                .secretsLists(environment)
                .withTask(variables.text(), tasks.one().get(), entries, inEffect);
    texts.forEach(variables::edit);
  }

  /** The references in effect; for all tasks only those that another file than {@code own} has. */
  private Map<String, String> inEffect(Tasks tasks, String own) {
    Map<String, String> entries = new LinkedHashMap<>();
    then(tasks.environment())
        .bindings(BindingKind.RUNTIME, tasks.selection())
        .forEach(
            (name, binding) -> {
              boolean listed = !binding.reference().store().equals("file");
              if (listed && (tasks.one().isPresent() || !binding.place().startsWith(own))) {
                entries.put(name, written(binding.reference()));
              }
            });
    return entries;
  }

  /** An ARN stands in a list as AWS has it. */
  private static String written(Reference reference) {
    String path = reference.path().value();
    boolean arn = path.startsWith("arn:") && reference.pointer().isRoot();
    return arn && reference.options().isEmpty() ? path : reference.toString();
  }

  private Environment now(String environment) {
    return secrets.project().environment(environment);
  }

  private Environment then(String environment) {
    Project project = Project.load(context.directory(), root -> new Overlay(reading.apply(root)));
    return project.environment(environment);
  }

  private void prove(Tasks tasks, Map<String, String> entries) {
    Environment now = now(tasks.environment());
    Environment then = then(tasks.environment());
    List<TaskSelection> selections = new ArrayList<>(List.of(TaskSelection.defaults()));
    now.tasks().forEach(task -> selections.add(TaskSelection.task(task)));
    for (TaskSelection selection : selections) {
      Set<String> bound = then.bindings(BindingKind.RUNTIME, selection).keySet();
      if (!bound.containsAll(now.bindings(BindingKind.RUNTIME, selection).keySet())) {
        throw refused(tasks, "a secret would no longer be bound");
      }
    }
    Map<String, Binding> bound = then.bindings(BindingKind.RUNTIME, tasks.selection());
    entries.forEach(
        (name, reference) -> {
          Binding binding = bound.get(name);
          if (binding == null || !binding.reference().toString().equals(reference)) {
            throw refused(tasks, "'" + name + "' would not be bound to its new place");
          }
        });
    refuseNewFindings(now, then);
  }

  private static void refuseNewFindings(Environment now, Environment then) {
    List<String> known = now.findings().stream().map(Finding::message).toList();
    then.findings().stream()
        .filter(finding -> !known.contains(finding.message()))
        .findFirst()
        .ifPresent(
            finding -> {
              throw new InvalidInputException(
                  "%s: then %s".formatted(finding.place(), finding.message()), finding.remedy());
            });
  }

  private static InvalidInputException refused(Tasks tasks, String why) {
    return new InvalidInputException(
        tasks.shown() + ": " + why,
        "add the reference to the list that is in effect there, by hand");
  }

  /** The files of the project as the plan has them. */
  private final class Overlay implements ProjectFiles {

    private final ProjectFiles disk;

    Overlay(ProjectFiles disk) {
      this.disk = disk;
    }

    @Override
    public Optional<Document> read(String path) {
      return draft.files().stream()
          .filter(file -> file.path().equals(path))
          .findFirst()
          .map(ValueMoves.this::document)
          .or(() -> disk.read(path));
    }

    @Override
    public String text(Node.Scalar scalar) {
      return disk.text(scalar);
    }
  }
}
