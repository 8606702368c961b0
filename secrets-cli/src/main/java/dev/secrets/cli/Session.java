package dev.secrets.cli;

import dev.secrets.Secrets;
import dev.secrets.project.Finding;
import dev.secrets.project.Project;
import dev.secrets.project.TaskSelection;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeySource;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens {@link Secrets} the way the common options say. */
final class Session {

  private static final String ENVIRONMENT = "SECRETS_ENV";

  private final Invocation invocation;

  Session(Invocation invocation) {
    this.invocation = invocation;
    Logging.configure(invocation.has("-v"));
    CryptoStart.begin();
  }

  /** The project alone: no environment is opened. */
  Secrets open() {
    return builder().open();
  }

  /** For plans, which may have git call us; without an environment if none is named. */
  Secrets openForPlans() {
    Map<String, List<String>> options = new LinkedHashMap<>(invocation.backendOptions());
    options.put("filter-program", Launcher.command(invocation.host().environment(), "git-crypt"));
    Secrets.Builder builder = builder().context(contextOfLongWork().options(options));
    invocation.option("-e").filter(name -> invocation.has("--to")).ifPresent(builder::environment);
    return builder.open();
  }

  /** In the environment that is named, else in the project's default one. */
  Secrets openEnvironment() {
    return builder().environment(environmentName()).open();
  }

  /** As {@link #openEnvironment}, or in none if none is named and the project has no default. */
  Secrets openEnvironmentIfAny() {
    return named()
        .or(this::defaultEnvironment)
        .map(name -> builder().environment(name))
        .orElseGet(this::builder)
        .open();
  }

  /** Which one that is. */
  String environmentName() {
    return named()
        .or(this::defaultEnvironment)
        .orElseThrow(
            () ->
                new UsageException(
                    "no environment is chosen, and the project has no default",
                    "name one with -e; secrets environments shows what there is"));
  }

  /** For references: an environment matters to them only by the aliases of a manifest. */
  Secrets openForReference() {
    Optional<String> environment = named();
    if (environment.isEmpty()) {
      environment = defaultOfManifest();
    }
    return environment.map(name -> builder().environment(name)).orElseGet(this::builder).open();
  }

  /** Tells what works in the environment and is probably not meant. */
  void warnOfFindings(Secrets secrets) {
    secrets.environment().ifPresent(environment -> warnOf(environment.findings()));
  }

  void warnOf(Collection<Finding> findings) {
    for (Finding finding : findings) {
      invocation.host().warn(finding.place() + ": " + finding.message());
      invocation.host().hint(finding.remedy());
    }
  }

  private Optional<String> named() {
    return invocation
        .option("-e")
        .or(() -> Optional.ofNullable(invocation.host().environment().get(ENVIRONMENT)));
  }

  private Optional<String> defaultEnvironment() {
    try (Secrets project = open()) {
      return project.project().defaultEnvironment();
    }
  }

  private Optional<String> defaultOfManifest() {
    try (Secrets secrets = open()) {
      Project project = secrets.project();
      return Files.exists(project.root().resolve(Project.MANIFEST))
          ? project.defaultEnvironment()
          : Optional.empty();
    }
  }

  /** Opens what the options name, once for each environment that is asked for. */
  Secrets.Builder builder() {
    return Secrets.builder()
        .discover(Plugins.loader(invocation.host().environment()))
        .context(context())
        .previousValues(Journals.previousValues(invocation.host()))
        .tasks(tasks());
  }

  /** What the options and the host say to whoever looks at the project as a whole. */
  BackendContext.Builder context() {
    return BackendContext.builder()
        .options(invocation.backendOptions())
        .environment(invocation.host().environment())
        .calls(invocation.calls())
        .directory(invocation.directory())
        .keys(KeySource.fromEnvironment(invocation.host().environment(), invocation.directory()))
        .prompter(invocation.host().prompter());
  }

  /** As {@link #context}, for work that a person may want to see going on. */
  BackendContext.Builder contextOfLongWork() {
    return context().progress(ProgressBar.of(invocation.host()));
  }

  /** Whose secrets are meant. */
  TaskSelection tasks() {
    Optional<String> task = invocation.option("--task");
    if (task.isPresent() && invocation.has("--all-tasks")) {
      throw new UsageException("'--task' and '--all-tasks' exclude each other");
    }
    return invocation.has("--all-tasks")
        ? TaskSelection.all()
        : task.map(TaskSelection::task).orElseGet(TaskSelection::defaults);
  }
}
