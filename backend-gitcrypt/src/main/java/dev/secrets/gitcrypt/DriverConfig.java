package dev.secrets.gitcrypt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The drivers in git's configuration, as one work tree sees it. */
final class DriverConfig {

  /** Which of the configuration's files. */
  enum Scope {
    /** Of the repository, shared by its work trees. */
    SHARED("--local"),
    /** Of one work tree. */
    WORK_TREE("--worktree");

    final String option;

    Scope(String option) {
      this.option = option;
    }
  }

  /** What the configuration said of a driver. */
  record Snapshot(Driver driver, Scope scope, List<Map.Entry<String, String>> settings) {
    boolean isEmpty() {
      return settings.isEmpty();
    }
  }

  private static final List<String> SECTIONS = List.of("filter.", "diff.", "merge.");
  private static final String PASS = "cat";
  private static final String GUARD = "secrets-git-crypt.guard";
  private static final String EXTENSION = "extensions.worktreeConfig";

  private final Git git;

  DriverConfig(Git git) {
    this.git = git;
  }

  /** Replaces whatever stands there of the driver. */
  void install(Driver driver, Scope scope, FilterProgram program) {
    String filter = "filter." + driver.name();
    Map<String, String> settings = new TreeMap<>(Comparator.reverseOrder());
    settings.put(filter + ".smudge", program.call("smudge", driver));
    settings.put(filter + ".clean", program.call("clean", driver));
    settings.put(filter + ".process", program.call("process", driver));
    settings.put(filter + ".required", "true");
    settings.put(filter + ".useJGitBuiltin", "true");
    settings.put("diff." + driver.name() + ".textconv", program.call("diff", driver));
    String merge = "merge." + driver.name();
    settings.put(merge + ".name", "merge of files encrypted with git-crypt");
    settings.put(merge + ".driver", program.call("merge", driver) + " %O %A %B %L");
    restore(new Snapshot(driver, scope, List.copyOf(settings.entrySet())));
  }

  /**
   * Lets git add nothing but ciphertext under the driver. JGit knows no long-running filters, so
   * there is one for each file too.
   */
  void guard(Driver driver, Scope scope, FilterProgram program) {
    String filter = "filter." + driver.name();
    Map<String, String> settings = new TreeMap<>();
    settings.put(filter + ".clean", program.command() + " refuse clean");
    settings.put(filter + ".process", program.command() + " refuse process");
    settings.put(filter + ".smudge", PASS);
    settings.put(filter + ".required", "true");
    restore(new Snapshot(driver, scope, List.copyOf(settings.entrySet())));
  }

  /** Whether locked drivers are to be guarded. */
  boolean isGuarding() {
    return git.find("config", "--type=bool", "--get", GUARD).equals(Optional.of("true"));
  }

  void setGuarding(boolean guarding) {
    if (guarding) {
      git.run("config", GUARD, "true");
    } else {
      git.attempt("config", "--remove-section", GUARD.substring(0, GUARD.lastIndexOf('.')));
    }
  }

  Snapshot snapshot(Driver driver, Scope scope) {
    List<Map.Entry<String, String>> settings = new ArrayList<>();
    // The last part of a name is told in lower case.
    String pattern = "^(filter|diff|merge)\\." + driver.name() + "\\.[a-z]+$";
    for (String setting : read(scope.option, "-z", "--get-regexp", pattern)) {
      int end = setting.indexOf('\n');
      settings.add(Map.entry(setting.substring(0, end), setting.substring(end + 1)));
    }
    return new Snapshot(driver, scope, settings);
  }

  /** Makes the configuration say what it said, and no more. */
  void restore(Snapshot snapshot) {
    remove(snapshot.driver(), snapshot.scope());
    for (Map.Entry<String, String> setting : snapshot.settings()) {
      String value = GitText.shown(setting.getValue());
      git.run("config", snapshot.scope().option, "--add", setting.getKey(), value);
    }
  }

  void remove(Driver driver, Scope scope) {
    for (String section : SECTIONS) {
      if (!read(scope.option, "-z", "--get-regexp", "^" + section + driver.name() + "\\.")
          .isEmpty()) {
        git.run("config", scope.option, "--remove-section", section + driver.name());
      }
    }
  }

  /** Whether files under the driver are decrypted here. */
  boolean decrypts(Driver driver) {
    return git.find("config", "--get", "filter." + driver.name() + ".smudge")
        .filter(command -> !command.equals(PASS))
        .isPresent();
  }

  /** Whether git knows the driver at all. */
  boolean isKnown(Driver driver) {
    return drivers().contains(driver);
  }

  /** The settings by which git keeps decrypted texts. */
  List<String> cachedTexts() {
    return read("-z", "--get-regexp", "^diff\\.git-crypt(-.*)?\\.cachetextconv$").stream()
        .filter(setting -> !setting.endsWith("\nfalse"))
        .map(setting -> setting.lines().findFirst().orElseThrow())
        .toList();
  }

  /** Every driver that the configuration knows. */
  List<Driver> drivers() {
    return read("-z", "--name-only", "--get-regexp", "^filter\\.git-crypt(-.*)?\\.").stream()
        .map(name -> name.substring(name.indexOf('.') + 1, name.lastIndexOf('.')))
        .flatMap(name -> Driver.named(name).stream())
        .distinct()
        .toList();
  }

  boolean hasWorkTreeScope() {
    return git.find("config", "--type=bool", "--get", EXTENSION).equals(Optional.of("true"));
  }

  /**
   * Gives each work tree a configuration of its own. What describes one work tree only must not
   * stay in the shared file then, see git-worktree(1).
   */
  void addWorkTreeScope(WorkTree main) {
    if (hasWorkTreeScope()) {
      return;
    }
    Map<String, String> moved = new TreeMap<>();
    for (String name : List.of("core.bare", "core.worktree")) {
      git.find("config", Scope.SHARED.option, "--get", name).ifPresent(v -> moved.put(name, v));
    }
    moved.values().removeIf("false"::equals);
    git.run("config", EXTENSION, "true");
    String file = main.directory().common().resolve("config.worktree").toString();
    moved.forEach((name, value) -> git.run("config", "--file", file, name, value));
    moved.keySet().forEach(name -> git.run("config", Scope.SHARED.option, "--unset", name));
  }

  /** Settings that let content pass as it is, for the time of one command. */
  static List<String> neutral(List<Driver> drivers) {
    return drivers.stream()
        .map(driver -> "filter." + driver.name() + ".")
        .flatMap(
            filter ->
                Stream.of(
                    filter + "process=",
                    filter + "smudge=",
                    filter + "clean=",
                    filter + "required=false"))
        .toList();
  }

  private List<String> read(String... arguments) {
    List<String> command = new ArrayList<>(List.of("config"));
    command.addAll(List.of(arguments));
    GitProcess.Result result = git.attempt(command.toArray(String[]::new));
    return result.exit() == 1 ? List.of() : result.expectSuccess().records();
  }
}
