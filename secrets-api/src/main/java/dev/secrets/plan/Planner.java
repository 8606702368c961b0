package dev.secrets.plan;

import dev.secrets.InvalidInputException;
import dev.secrets.Reference;
import dev.secrets.Secrets;
import dev.secrets.UnsupportedCapabilityException;
import dev.secrets.WriteConflictException;
import dev.secrets.project.Project;
import dev.secrets.project.ProjectFiles;
import dev.secrets.project.ProjectLayout;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.CodecSetUp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Thinks through how a project is set up for a method, and how secrets move from one to another. It
 * reads files, stores and git's index, and changes nothing; see {@link Plan#carryOut}.
 */
public final class Planner {

  private static final String MANIFEST =
      """
      # What is bound to what is told by the files of the layout; what is bound here wins.
      version: 1
      layout: true
      """;

  private final Secrets secrets;
  private final BackendContext context;
  private final Function<Path, ProjectFiles> reading;

  /**
   * See {@link Secrets#planner}.
   *
   * @param reading reads the files of the project whose root it is told
   */
  public Planner(Secrets secrets, BackendContext context, Function<Path, ProjectFiles> reading) {
    this.secrets = secrets;
    this.context = context;
    this.reading = reading;
  }

  /** A manifest for a project that has none. */
  public Plan manifest() {
    PlanDraft draft = draft();
    layout();
    addManifest(draft);
    return new Plan(secrets, draft);
  }

  /**
   * Sets the project up for a method: the id of a codec, whose envelopes the secret files are to be
   * in wherever git stores them, or the scheme of a store, into which secret values of deployed
   * environments move while references take their place.
   *
   * @param environments which of them; empty for all
   * @throws InvalidInputException if the project is of no known layout
   * @throws dev.secrets.DecryptionFailedException if files are under a key that is not at hand
   */
  public Plan init(String method, List<String> environments) {
    PlanDraft draft = draft();
    ProjectLayout layout = layout();
    addManifest(draft);
    secrets.forms().setUps().forEach((codec, setUp) -> guard(draft, codec, setUp));
    if (secrets.forms().isCodec(method)) {
      new CodecInit(draft, secrets.forms(), layout, method).plan(environments);
    } else {
      requireStore(method);
      new StoreInit(draft, values(draft, layout), secrets, layout).plan(method, environments);
    }
    return new Plan(secrets, draft);
  }

  /**
   * Makes the files of a new environment from the example files.
   *
   * @throws WriteConflictException if it has one already
   */
  public Plan environment(String name) {
    PlanDraft draft = draft();
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      throw new InvalidInputException(
          "the name of an environment is letters, digits, '_', '.' and '-'");
    }
    Map<String, String> examples = layout().examples(name);
    if (examples.isEmpty()) {
      throw new InvalidInputException("the project has no example files to begin with");
    }
    examples.forEach((path, example) -> copy(draft, example, path, name));
    return new Plan(secrets, draft);
  }

  /**
   * Moves secrets: whole files or single values to a method, or to a place of their own.
   *
   * @param sources what is moved
   * @param target the id of a codec, the scheme of a store, {@code plaintext}, or a reference
   */
  public Plan migrate(List<Reference> sources, String target) {
    PlanDraft draft = draft();
    new Migration(draft, secrets, values(draft, layoutOrNone()), layoutOrNone())
        .plan(sources, target);
    return new Plan(secrets, draft);
  }

  /** The plans that were carried out before; {@code state} as in {@link Plan#carryOut}. */
  public PlannedRuns runs(Path state) {
    return new PlannedRuns(secrets, state, GitTree.at(secrets.project().root(), context));
  }

  private PlanDraft draft() {
    return new PlanDraft(secrets, context);
  }

  private ProjectLayout layout() {
    return layoutOrNone()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'" + secrets.project().root() + "' is a project of no known layout",
                    "name the files: secrets migrate FILE --to METHOD"));
  }

  private Optional<ProjectLayout> layoutOrNone() {
    return secrets.project().knownLayout();
  }

  private ValueMoves values(PlanDraft draft, ProjectLayout layout) {
    return values(draft, Optional.of(layout));
  }

  private ValueMoves values(PlanDraft draft, Optional<ProjectLayout> layout) {
    return new ValueMoves(draft, secrets, context, layout, reading);
  }

  private void requireStore(String method) {
    try {
      secrets.store(method);
    } catch (UnsupportedCapabilityException none) {
      throw new InvalidInputException(
          "'" + method + "' is neither a codec nor a store",
          "secrets backends shows which are installed");
    }
  }

  /** Keys that are there already stay out of git, whatever the method. */
  private void guard(PlanDraft draft, String codec, CodecSetUp setUp) {
    new CodecInit.Keys(draft, secrets.forms(), codec, setUp).guard();
  }

  private static void addManifest(PlanDraft draft) {
    if (!draft.exists(Project.MANIFEST)) {
      draft.file(Project.MANIFEST).edit(MANIFEST);
    }
  }

  private void copy(PlanDraft draft, String example, String path, String environment) {
    if (Files.exists(draft.root().resolve(path))) {
      throw new WriteConflictException("'" + path + "' exists already");
    }
    String text = new String(draft.file(example).content(), StandardCharsets.UTF_8);
    draft.file(path).edit(text.replace("/example/", "/" + environment + "/"));
  }
}
