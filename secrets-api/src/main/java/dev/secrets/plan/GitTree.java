package dev.secrets.plan;

import dev.secrets.StorageException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The git work tree that a project lies in, asked and told through the {@code git} program. */
final class GitTree {

  private static final Pattern RULE = Pattern.compile("(.*?):(\\d+):(.*)\t.*");

  private final BackendContext context;
  private final Path root;

  private GitTree(BackendContext context, Path root) {
    this.context = context;
    this.root = root;
  }

  /** Paths are relative to {@code root}. Empty if that is in no work tree, or there is no git. */
  static Optional<GitTree> at(Path root, BackendContext context) {
    GitTree tree = new GitTree(context, root);
    try {
      return tree.attempt(List.of("rev-parse", "--is-inside-work-tree"))
              .text()
              .strip()
              .equals("true")
          ? Optional.of(tree)
          : Optional.empty();
    } catch (StorageException noGit) {
      return Optional.empty();
    }
  }

  /** Those of {@code paths} that are in the index. */
  List<String> tracked(Collection<String> paths) {
    return paths.isEmpty() ? List.of() : records("ls-files", "-z", paths);
  }

  /** Those of {@code paths} that the last commit has. */
  List<String> committed(Collection<String> paths) {
    if (paths.isEmpty() || attempt(List.of("rev-parse", "-q", "--verify", "HEAD")).exit() != 0) {
      return List.of();
    }
    List<String> command = new ArrayList<>(List.of("ls-tree", "-z", "--name-only", "HEAD", "--"));
    command.addAll(paths);
    return split(run(command).text());
  }

  /** The value of {@code attribute} for a path; empty if it has none. */
  String attribute(String attribute, String path) {
    List<String> fields = split(run(List.of("check-attr", "-z", attribute, "--", path)).text());
    String value = fields.size() < 3 ? "" : fields.get(2);
    return value.equals("unspecified") || value.equals("unset") ? "" : value;
  }

  /** Whether git would not take a path that it does not have. */
  boolean isIgnored(String path) {
    return ignoredBy(path).isPresent();
  }

  /** The rule by which git ignores a path that it does not have; empty if it would take it. */
  Optional<IgnoreRule> ignoredBy(String path) {
    // This command alone takes its paths as they are, and refuses to be told so.
    Result result = start(List.of("git", "check-ignore", "-v", "--", path));
    Matcher rule = RULE.matcher(result.text());
    return rule.lookingAt() && !rule.group(3).startsWith("!")
        ? Optional.of(new IgnoreRule(rule.group(1), rule.group(2), rule.group(3)))
        : Optional.empty();
  }

  /** A line of a file of ignore rules. */
  record IgnoreRule(String file, String line, String pattern) {}

  /** What the index holds of a tracked file, as it is stored. */
  byte[] stored(String path) {
    return run(List.of("cat-file", "blob", ":./" + path)).output();
  }

  /** Every file in the index. */
  List<String> files() {
    return records("ls-files", "-z", List.of());
  }

  void add(Collection<String> paths) {
    change(List.of("add"), paths);
  }

  /** Takes files out of the index alone. */
  void forget(Collection<String> paths) {
    change(List.of("rm", "-q", "-f", "--cached", "--ignore-unmatch"), paths);
  }

  private void change(List<String> words, Collection<String> paths) {
    if (!paths.isEmpty()) {
      List<String> command = new ArrayList<>(words);
      command.add("--");
      command.addAll(paths);
      run(command);
    }
  }

  private List<String> records(String command, String option, Collection<String> paths) {
    List<String> words = new ArrayList<>(List.of(command, option, "--"));
    words.addAll(paths);
    return split(run(words).text());
  }

  private static List<String> split(String text) {
    return Stream.of(text.split("\0")).filter(part -> !part.isEmpty()).toList();
  }

  /** What a run of git gave. */
  private static final class Result {

    private final int exit;
    private final byte[] output;

    Result(int exit, byte[] output) {
      this.exit = exit;
      this.output = output;
    }

    int exit() {
      return exit;
    }

    byte[] output() {
      return output;
    }

    String text() {
      return new String(output, StandardCharsets.UTF_8);
    }
  }

  private Result run(List<String> words) {
    Result result = attempt(words);
    if (result.exit() != 0) {
      throw new StorageException(
          "git %s failed with exit code %d".formatted(words.get(0), result.exit()),
          "run it by hand in '" + root + "' to see what it says");
    }
    return result;
  }

  private Result attempt(List<String> words) {
    List<String> command = new ArrayList<>(List.of("git", "--literal-pathspecs"));
    command.addAll(words);
    return start(command);
  }

  private Result start(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(context.environment());
    builder.environment().put("LC_ALL", "C");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = context.processes().start(builder);
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      return new Result(process.waitFor(), output);
    } catch (IOException failure) {
      throw new StorageException("git cannot be started");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while git was at work");
    }
  }
}
