package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.BackendContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Encrypts work trees. The files come first, the configuration after them and the key last, so that
 * at no time there is plaintext that git would add as it is. Broken off, it can be run again.
 */
final class Lock {

  private final BackendContext context;
  private final FilterProgram program;
  private final LockRequest request;
  private final Git git;
  private final WorkTree tree;
  private final DriverConfig config;

  Lock(BackendContext context, FilterProgram program, LockRequest request) {
    this.context = context;
    this.program = program;
    this.request = request;
    this.tree = WorkTree.current(Git.of(context));
    this.git = Git.of(context).in(tree.top());
    this.config = new DriverConfig(git);
  }

  void run() {
    tree.requireNoBrokenRemoval();
    tree.journal().recover();
    List<KeyName> names = names();
    List<WorkTree> open = openBeside(names);
    boolean alone = open.isEmpty() || request.allWorkTrees();
    if (!alone && !config.hasWorkTreeScope() && !names.stream().allMatch(this::isOwn)) {
      throw shared(open);
    }
    List<Driver> drivers = names.stream().map(Driver::new).toList();
    List<WorkTree> locked = new ArrayList<>(List.of(tree));
    locked.addAll(alone ? open : List.of());
    locked.forEach(one -> refuseChanges(one, drivers));
    locked.forEach(one -> encrypt(one, drivers));
    if (alone) {
      locked.forEach(one -> forget(one, names));
    } else {
      leaveToOthers(open, names);
    }
    guard(drivers, alone ? DriverConfig.Scope.SHARED : DriverConfig.Scope.WORK_TREE);
    locked.forEach(one -> one.journal().end());
  }

  private void guard(List<Driver> drivers, DriverConfig.Scope scope) {
    if (config.isGuarding()) {
      drivers.forEach(driver -> config.guard(driver, scope, program));
    }
  }

  private List<KeyName> names() {
    if (request.allKeys()) {
      return allNames();
    }
    KeyName name = request.keyName().map(KeyName::new).orElse(KeyName.DEFAULT);
    if (!isOpen(name)) {
      throw new SecretNotFoundException("this repository is already locked");
    }
    return List.of(name);
  }

  private List<KeyName> allNames() {
    if (!tree.ownKeys().exists() && !tree.commonKeys().exists()) {
      throw new SecretNotFoundException("this repository was never unlocked");
    }
    return tree.keyNames().stream().filter(this::isOpen).toList();
  }

  private boolean isOpen(KeyName name) {
    return tree.isOpen(name, config) || tree.journal().exists();
  }

  private boolean isOwn(KeyName name) {
    return !tree.sharesItsKeys() && tree.ownKeys().has(name);
  }

  private List<WorkTree> openBeside(List<KeyName> names) {
    return tree.others(git).stream()
        .filter(other -> names.stream().anyMatch(name -> isOpenIn(other, name)))
        .toList();
  }

  private boolean isOpenIn(WorkTree other, KeyName name) {
    boolean key = other.ownKeys().has(name) || other.commonKeys().has(name);
    return key && new DriverConfig(git.elsewhere(other.top())).decrypts(new Driver(name));
  }

  private static WriteConflictException shared(List<WorkTree> open) {
    String names =
        open.stream().map(one -> "'" + one.top() + "'").collect(Collectors.joining(", "));
    return new WriteConflictException(
        "other work trees use the same key: " + names,
        "lock them all with --all-worktrees",
        "or let each have its own state: git config extensions.worktreeConfig true");
  }

  private void refuseChanges(WorkTree one, List<Driver> drivers) {
    if (request.force()) {
      return;
    }
    one.journal().recover();
    List<KeyFile> keys = drivers.stream().flatMap(driver -> key(one, driver).stream()).toList();
    try {
      new Changes(gitIn(one), one.top(), one.journal().exists(), keys, context.random())
          .refuse(filesOf(one, drivers));
    } finally {
      keys.forEach(KeyFile::close);
    }
  }

  /** A repository whose key is damaged must still be lockable. */
  private static Optional<KeyFile> key(WorkTree one, Driver driver) {
    try {
      return one.key(driver.key());
    } catch (InvalidInputException damaged) {
      return Optional.empty();
    }
  }

  private void encrypt(WorkTree one, List<Driver> drivers) {
    one.journal().begin();
    Rewrite.raw(gitIn(one), filesOf(one, drivers), drivers, one.journal());
  }

  private List<WorkFile> filesOf(WorkTree one, List<Driver> drivers) {
    return new FileList(gitIn(one))
        .tracked().stream()
            .filter(file -> file.isRegular() && file.isCheckedOut())
            .filter(file -> drivers.stream().anyMatch(file::isUnder))
            .toList();
  }

  private void forget(WorkTree one, List<KeyName> names) {
    DriverConfig its = new DriverConfig(gitIn(one));
    for (KeyName name : names) {
      removeSettings(its, new Driver(name));
      one.ownKeys().delete(name);
      one.commonKeys().delete(name);
    }
  }

  private static void removeSettings(DriverConfig config, Driver driver) {
    config.remove(driver, DriverConfig.Scope.SHARED);
    if (config.hasWorkTreeScope()) {
      config.remove(driver, DriverConfig.Scope.WORK_TREE);
    }
  }

  /** The others get as their own what they shared with this one. */
  private void leaveToOthers(List<WorkTree> others, List<KeyName> names) {
    config.addWorkTreeScope(tree);
    for (KeyName name : names) {
      Driver driver = new Driver(name);
      DriverConfig.Snapshot shared = config.snapshot(driver, DriverConfig.Scope.SHARED);
      others.forEach(other -> giveTo(other, shared));
      removeSettings(config, driver);
      if (tree.sharesItsKeys()) {
        others.forEach(other -> giveTo(other, name));
      }
      tree.ownKeys().delete(name);
    }
  }

  private void giveTo(WorkTree other, DriverConfig.Snapshot shared) {
    DriverConfig its = new DriverConfig(gitIn(other));
    boolean has = !its.snapshot(shared.driver(), DriverConfig.Scope.WORK_TREE).isEmpty();
    if (!has && !shared.isEmpty()) {
      its.restore(
          new DriverConfig.Snapshot(
              shared.driver(), DriverConfig.Scope.WORK_TREE, shared.settings()));
    }
  }

  private void giveTo(WorkTree other, KeyName name) {
    tree.commonKeys()
        .find(name)
        .filter(key -> !other.ownKeys().has(name))
        .ifPresent(
            key -> {
              other.ownKeys().install(key);
              key.close();
            });
  }

  private Git gitIn(WorkTree one) {
    return one.equals(tree) ? git : git.elsewhere(one.top());
  }
}
