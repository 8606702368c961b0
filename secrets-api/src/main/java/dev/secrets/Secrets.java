package dev.secrets;

import dev.secrets.cache.CachePolicy;
import dev.secrets.cache.CachingSecretStore;
import dev.secrets.document.Node;
import dev.secrets.plan.Planner;
import dev.secrets.project.Binding;
import dev.secrets.project.BindingKind;
import dev.secrets.project.Environment;
import dev.secrets.project.Project;
import dev.secrets.project.ProjectFiles;
import dev.secrets.project.StoreAlias;
import dev.secrets.project.TaskSelection;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeySource;
import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.SecretStoreProvider;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a project, in one of its environments or by reference.
 *
 * <pre>{@code
 * try (Secrets secrets = Secrets.open(Path.of("."), "prod")) {
 *   Postgres settings = secrets.get("POSTGRES_SECRETS").as(Postgres.class);
 * }
 * }</pre>
 *
 * <p>Strict: what is missing, denied, undecodable or malformed is a {@link SecretsException} that
 * names the reference and the remedy; nothing is ever answered with an empty value. Stores are
 * opened when first needed and closed with this. Thread-safe but for {@link #environment()}.
 */
public final class Secrets implements AutoCloseable {

  private static final String PLAINTEXT = "plaintext";

  private final Project project;
  private final Optional<Environment> environment;
  private final TaskSelection tasks;
  private final Stores stores;
  private final Codecs codecs;
  private final FieldReading fields;
  private final Resolver resolver;
  private final FieldWriting writing;
  private final Rotation rotation;
  private final Protection protection;
  private final FileForms forms;
  private final BackendContext context;
  private final Function<Path, ProjectFiles> reading;
  private final Set<Path> sought = ConcurrentHashMap.newKeySet();

  private Secrets(Builder from) {
    context = from.context.build();
    Backends backends = from.backends.build();
    codecs = backends.codecs(context);
    fields = new FieldReading(codecs, context.environment());
    reading = root -> new SecretFiles(new FileStore(root, codecs, sought), fields);
    Path start = Optional.ofNullable(from.directory).orElse(context.directory());
    project = Project.load(start, reading);
    environment = Optional.ofNullable(from.environment).map(project::environment);
    tasks = from.tasks;
    Map<String, StoreAlias> aliases = environment.map(Environment::stores).orElse(Map.of());
    BackendContext there = context.toBuilder().directory(start).build();
    stores = new Stores(backends, there, codecs, aliases, from.cache, sought);
    resolver = new Resolver(stores, fields);
    writing = new FieldWriting(stores, fields);
    rotation =
        new Rotation(
            writing, from.previousValues.map(directory -> new PreviousValues(directory, codecs)));
    protection = new Protection(context, codecs);
    forms = new FileForms(context, codecs);
  }

  /**
   * The secrets of {@code environment} in the project at {@code directory}, with the backends found
   * beside this library and the environment of this process.
   */
  public static Secrets open(Path directory, String environment) {
    Map<String, String> variables = System.getenv();
    return builder()
        .discover(Secrets.class.getClassLoader())
        .context(
            BackendContext.builder()
                .environment(variables)
                .directory(directory)
                .keys(KeySource.fromEnvironment(variables, directory)))
        .environment(environment)
        .open();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The project that the directory belongs to. */
  public Project project() {
    return project;
  }

  /** The environment that was opened, if one was named. */
  public Optional<Environment> environment() {
    return environment;
  }

  /**
   * The secret bound to {@code name}; the caller closes it.
   *
   * @throws SecretNotFoundException if nothing is bound to the name, or what is bound is not there
   */
  public Secret get(String name) {
    return find(name).orElseThrow(() -> unbound(name));
  }

  /** As {@link #get}, empty if nothing is bound to the name or an optional secret is not there. */
  public Optional<Secret> find(String name) {
    return required()
        .find(name, tasks)
        .flatMap(binding -> Optional.ofNullable(resolve(Map.of(name, binding)).get(name)));
  }

  /**
   * What {@code name} is bound to, a runtime secret first; no store is asked.
   *
   * @throws SecretNotFoundException if nothing is bound to the name
   */
  public Binding binding(String name) {
    return required().find(name, tasks).orElseThrow(() -> unbound(name));
  }

  /** The bindings of a kind by name, in their order; no store is asked. */
  public Map<String, Binding> bindings(BindingKind kind) {
    return required().bindings(kind, tasks);
  }

  /**
   * Every secret of a kind by name, in their order; the caller closes them. Each store is asked as
   * few times as it can be. Optional secrets that are absent are left out.
   *
   * @throws SecretsException if any of them cannot be had; all failures are told together
   */
  public Map<String, Secret> all(BindingKind kind) {
    return all(bindings(kind));
  }

  /**
   * As {@link #all(BindingKind)}, for bindings that were picked from those of {@link
   * #bindings(BindingKind)}.
   */
  public Map<String, Secret> all(Map<String, Binding> bindings) {
    return resolve(bindings);
  }

  /** The secret, or the field of one, at {@code reference}; the caller closes it. */
  public Secret resolve(Reference reference) {
    return resolver.resolve(reference);
  }

  /**
   * The values at {@code references} by the names they are asked under; the caller closes them.
   * Each store is asked as few times as it can be.
   *
   * @param optional names that are left out when their secrets are not there
   * @throws SecretsException if any other cannot be had; all failures are told together, by name
   */
  public Map<String, Secret> resolve(Map<String, Reference> references, Set<String> optional) {
    return resolver.resolveAll(
        references,
        (name, missing, failures) -> {
          if (!optional.contains(name)) {
            failures.add(missing.in("'" + name + "'"));
          }
        });
  }

  /**
   * The value of a field of some document, as {@link #resolve(Reference)} gives it: a scalar's
   * text, or the JSON of anything larger, with what stands under the tag of a codec opened. The
   * caller closes it.
   *
   * @throws SecretNotFoundException if it is null
   */
  public SecretValue value(Node field) {
    return fields.value(field);
  }

  /**
   * {@code template} with every value in its place; the caller closes it. Each store is asked as
   * few times as it can be.
   *
   * @throws SecretsException if any value cannot be had; all failures are told together
   */
  public SecretValue render(Template template) {
    Map<String, Reference> references = new LinkedHashMap<>();
    template.sources().keySet().forEach(source -> references.put(source, located(source)));
    Map<String, Secret> values = resolve(references, Set.of());
    try {
      return template.fill(source -> Objects.requireNonNull(values.get(source)).bytes());
    } finally {
      values.values().forEach(Secret::close);
    }
  }

  private Reference located(String source) {
    return Reference.looksLikeOne(source) ? Reference.parse(source) : binding(source).reference();
  }

  /**
   * Writes {@code value} where {@code reference} points. A field is changed in its document, of
   * which every other byte stays; an encrypted file or inline value stays encrypted. The caller
   * keeps and closes the value.
   *
   * @throws WriteConflictException if {@code condition} does not hold, or the document was changed
   *     meanwhile
   */
  public SecretVersion put(Reference reference, SecretValue value, WriteCondition condition) {
    return put(reference, value, condition, SecretNotes.none());
  }

  /** As {@link #put(Reference, SecretValue, WriteCondition)}, with notes beside the secret. */
  public SecretVersion put(
      Reference reference, SecretValue value, WriteCondition condition, SecretNotes notes) {
    return put(reference, value, condition, notes, NewValues.LIKE_OTHERS);
  }

  /**
   * As {@link #put(Reference, SecretValue, WriteCondition, SecretNotes)}, with a say in how a value
   * is written that is not there yet.
   */
  public SecretVersion put(
      Reference reference,
      SecretValue value,
      WriteCondition condition,
      SecretNotes notes,
      NewValues form) {
    return writing.put(reference, value, condition, notes, form);
  }

  /**
   * Writes several fields of the secret at {@code reference} at once; {@code condition} is one of
   * the whole secret. If there is none yet it becomes a JSON object, unless the format goes by its
   * name. The caller keeps and closes the values.
   *
   * @throws WriteConflictException if {@code condition} does not hold, or the secret was changed
   *     meanwhile
   */
  public SecretVersion putFields(
      Reference reference,
      Map<Pointer, SecretValue> values,
      WriteCondition condition,
      SecretNotes notes) {
    return writing.putFields(reference, values, condition, notes);
  }

  /**
   * Replaces the value at {@code reference} by {@code candidate} once {@code test} has found it to
   * work. Where the store has stages, the candidate can be read there while it is tested, and the
   * value before remains as the previous version. Whenever this is interrupted, the current value
   * is either the old one or the tested one. The caller keeps and closes {@code candidate}.
   *
   * @return the new version, or empty if the test said no; nothing has changed then
   * @throws WriteConflictException if the secret was changed meanwhile
   */
  public Optional<SecretVersion> rotate(
      Reference reference, SecretValue candidate, Predicate<SecretValue> test) {
    return rotation.rotate(reference, candidate, test);
  }

  /**
   * Goes back to the value before the last rotation: the previous version of a store with stages,
   * or what was kept of a file in {@link Builder#previousValues}. Undoing this goes forth again.
   *
   * @throws SecretNotFoundException if there is none
   * @throws UnsupportedCapabilityException if the store keeps none
   */
  public SecretVersion undoRotation(Reference reference) {
    return rotation.undo(reference);
  }

  /** What to throw when nothing is at {@code reference}: it tells where the store has looked. */
  public SecretNotFoundException absent(Reference reference) {
    return Resolver.absent(reference, store(reference));
  }

  /**
   * The store that {@code reference} leads to, opened with the options in it; closed with this, and
   * not by the caller.
   */
  public SecretStore store(Reference reference) {
    return stores.get(reference);
  }

  /** The store that references call {@code name}; closed with this, and not by the caller. */
  public SecretStore store(String name) {
    return stores.get(name);
  }

  /**
   * The cache before the store that references call {@code name}: for hits without a copy, for
   * events and for metrics. Closed with this, and not by the caller.
   *
   * @throws UnsupportedCapabilityException if there is none: files have none, nor has any store
   *     unless this was opened with {@link Builder#cached}
   */
  public CachingSecretStore cache(String name) {
    if (stores.get(name) instanceof CachingSecretStore cache) {
      return cache;
    }
    throw new UnsupportedCapabilityException("there is no cache before store '" + name + "'");
  }

  /**
   * How what {@code reference} points to is kept: the scheme of its store, and for a file the id of
   * the codec that protects it, or {@code plaintext}. Reads no more than the head of a file.
   */
  public String method(Reference reference) {
    String scheme = stores.scheme(reference.store());
    if (!scheme.equals(Backends.FILE)) {
      return scheme;
    }
    try (Stream<SecretInfo> files = list(reference.store(), reference.path().value())) {
      return files
          .filter(file -> file.path().equals(reference.path()))
          .findFirst()
          .map(file -> file.note().isEmpty() ? PLAINTEXT : file.note())
          .orElse("absent");
    }
  }

  /** The scheme of the store that a binding leads to, whatever name it is called by. */
  public String scheme(Binding binding) {
    return stores.scheme(binding.reference().store());
  }

  /**
   * Names of the secrets in a store whose path begins with {@code prefix}; the caller closes it.
   */
  public Stream<SecretInfo> list(String store, String prefix) {
    return stores.get(store).list(prefix);
  }

  /** How files and single values in them are put into envelopes and out of them. */
  public Protection protection() {
    return protection;
  }

  /** The forms in which files can be kept. */
  public FileForms forms() {
    return forms;
  }

  /** Thinks through how the project is set up, and how secrets move from one method to another. */
  public Planner planner() {
    return new Planner(this, context, reading);
  }

  /**
   * The files that were read so far, or sought and not found: those of the project, and those that
   * references lead to. When one of them changes, a value may have.
   */
  public Set<Path> filesRead() {
    return Set.copyOf(sought);
  }

  /** Where relative paths in references begin. */
  public Path directory() {
    return context.directory();
  }

  /** Closes the stores and wipes the keys. */
  @Override
  public void close() {
    stores.close();
    protection.close();
    codecs.close();
  }

  private Map<String, Secret> resolve(Map<String, Binding> bindings) {
    Map<String, Reference> references = new LinkedHashMap<>();
    bindings.forEach((name, binding) -> references.put(name, binding.reference()));
    Map<String, Secret> found =
        resolver.resolveAll(
            references,
            (name, missing, failures) ->
                onAbsent(Objects.requireNonNull(bindings.get(name)), missing, failures));
    return BoundValues.of(bindings, found);
  }

  private static void onAbsent(
      Binding binding, SecretNotFoundException missing, List<SecretsException> failures) {
    if (binding.required() && binding.fallback().isEmpty()) {
      failures.add(missing.in("'" + binding.name() + "'"));
    }
  }

  private SecretNotFoundException unbound(String name) {
    String environment = required().name();
    return new SecretNotFoundException(
        "nothing is bound to '%s' in environment '%s'".formatted(name, environment),
        "secrets list -e " + environment + " shows what is");
  }

  private Environment required() {
    return environment.orElseThrow(
        () -> new InvalidInputException("no environment is chosen", "name one with -e"));
  }

  /** Opens {@link Secrets}; not thread-safe. */
  public static final class Builder {

    private final Backends.Builder backends = Backends.builder();
    private BackendContext.Builder context = BackendContext.builder();
    private @Nullable String environment;
    private @Nullable Path directory;
    private TaskSelection tasks = TaskSelection.defaults();
    private Optional<Path> previousValues = Optional.empty();
    private Optional<CachePolicy> cache = Optional.empty();

    private Builder() {}

    /** See {@link Backends.Builder#register(SecretStoreProvider)}. */
    public Builder register(SecretStoreProvider provider) {
      backends.register(provider);
      return this;
    }

    /** See {@link Backends.Builder#register(SecretCodecProvider)}. */
    public Builder register(SecretCodecProvider provider) {
      backends.register(provider);
      return this;
    }

    /** See {@link Backends.Builder#discover}. */
    public Builder discover(ClassLoader loader) {
      backends.discover(loader);
      return this;
    }

    /** What the backends may ask of the outside, the project's directory included. */
    public Builder context(BackendContext.Builder outside) {
      context = outside;
      return this;
    }

    /** The environment whose names are meant; without one only references can be used. */
    public Builder environment(String name) {
      environment = name;
      return this;
    }

    /**
     * Where the project lies, if not at the directory of the context: a copy of another revision,
     * for which keys and passwords are still sought where they are.
     */
    public Builder directory(Path copy) {
      directory = copy;
      return this;
    }

    /** Whose secrets are meant, if tasks have different ones. */
    public Builder tasks(TaskSelection selection) {
      tasks = selection;
      return this;
    }

    /**
     * Lets what stores other than files answer be kept in memory, so that {@link Secrets#get} can
     * be called whenever a value is needed. See {@link Secrets#cache}.
     */
    public Builder cached(CachePolicy policy) {
      cache = Optional.of(policy);
      return this;
    }

    /**
     * Where {@link Secrets#rotate} keeps the value that it replaces in a file, protected as it is
     * there: a directory that this user alone can read. Nothing is kept without it.
     */
    public Builder previousValues(Path directory) {
      previousValues = Optional.of(directory);
      return this;
    }

    /**
     * Opens it; files and stores are read when they are first needed.
     *
     * @throws SecretNotFoundException if there is no such environment
     */
    public Secrets open() {
      return new Secrets(this);
    }
  }
}
