package dev.secrets.gitcrypt;

import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** The git program, as it runs in one directory. Its words are English, whatever the locale. */
final class Git {

  private static final List<String> OF_ONE_WORK_TREE =
      List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR");

  private final BackendContext context;
  private final Path directory;
  private final boolean elsewhere;
  private final List<String> options;

  private final Map<String, String> variables;

  private Git(
      BackendContext context,
      Path directory,
      boolean elsewhere,
      List<String> options,
      Map<String, String> variables) {
    this.context = context;
    this.directory = directory;
    this.elsewhere = elsewhere;
    this.options = options;
    this.variables = variables;
  }

  /** Where the context stands. */
  static Git of(BackendContext context) {
    return new Git(context, context.directory(), false, List.of(), Map.of());
  }

  Path directory() {
    return directory;
  }

  /** In another directory of the same work tree. */
  Git in(Path other) {
    return new Git(context, other, elsewhere, options, variables);
  }

  /** In another work tree: what the environment says of this one does not count there. */
  Git elsewhere(Path other) {
    return new Git(context, other, true, options, variables);
  }

  /** With settings such as {@code core.quotePath=false}, for this command only. */
  Git with(Collection<String> settings) {
    List<String> more = new ArrayList<>(options);
    settings.forEach(setting -> more.addAll(List.of("-c", setting)));
    return new Git(context, directory, elsewhere, more, variables);
  }

  /** Takes paths as they are, though they may look like patterns. */
  Git literally() {
    List<String> more = new ArrayList<>(options);
    more.add("--literal-pathspecs");
    return new Git(context, directory, elsewhere, more, variables);
  }

  /** With an index of its own. */
  Git withIndex(Path index) {
    return new Git(
        context, directory, elsewhere, options, Map.of("GIT_INDEX_FILE", index.toString()));
  }

  GitProcess.Result run(String... arguments) {
    return attempt(arguments).expectSuccess();
  }

  GitProcess.Result attempt(String... arguments) {
    try (GitProcess process = start(arguments)) {
      return process.finish();
    }
  }

  /** Runs a command that reads records and writes little. */
  void feed(Collection<String> records, String... arguments) {
    feed(records, id -> {}, arguments);
  }

  /** The same; tells the id of the process before it can do anything. */
  void feed(Collection<String> records, LongConsumer started, String... arguments) {
    try (GitProcess process = start(arguments)) {
      started.accept(process.id());
      try {
        process.write(GitText.join(records));
      } catch (IOException ended) {
        throw process.broken();
      }
      process.finish().expectSuccess();
    }
  }

  /** The value that a query prints; empty if it says that there is none. */
  Optional<String> find(String... arguments) {
    GitProcess.Result result = attempt(arguments);
    return result.exit() == 1 ? Optional.empty() : Optional.of(result.expectSuccess().line());
  }

  GitProcess start(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(options);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(context.environment());
    builder.environment().put("LC_ALL", "C");
    if (elsewhere) {
      OF_ONE_WORK_TREE.forEach(builder.environment()::remove);
    }
    builder.environment().putAll(variables);
    String what = Stream.of(arguments).findFirst().orElse("");
    return GitProcess.start(context, "git " + what, builder);
  }
}
