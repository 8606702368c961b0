package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretsException;
import dev.secrets.spi.BackendContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts a work tree: all is checked before anything is changed, and what fails in between is
 * undone. Broken off, it can be run again, and so can {@link Lock}.
 */
final class Unlock {

  private final BackendContext context;
  private final FilterProgram program;
  private final Git git;
  private final WorkTree tree;
  private final Journal journal;
  private final DriverConfig config;

  Unlock(BackendContext context, FilterProgram program) {
    this.context = context;
    this.program = program;
    this.tree = WorkTree.current(Git.of(context));
    this.git = Git.of(context).in(tree.top());
    this.journal = tree.journal();
    this.config = new DriverConfig(git);
  }

  void run(List<KeyFile> keys) {
    tree.requireNoBrokenRemoval();
    journal.recover();
    List<WorkFile> all = new FileList(git).tracked();
    List<Installation> installations =
        keys.stream().map(key -> new Installation(key, filesOf(key, all))).toList();
    List<WorkFile> files = installations.stream().flatMap(one -> one.files.stream()).toList();
    boolean brokenOff =
        journal.exists() || installations.stream().anyMatch(Installation::replacesKey);
    new Changes(git, tree.top(), brokenOff, keys, context.random()).refuse(files);
    installations.forEach(Installation::verify);
    journal.begin();
    try {
      installations.forEach(Installation::install);
      Rewrite.filtered(git, files, journal);
    } catch (SecretsException failure) {
      undo(installations, files, failure);
      throw failure;
    }
    journal.end();
  }

  /** The same with the keys that are here already: mends files and configuration. */
  void again() {
    List<KeyFile> keys =
        tree.keyNames().stream()
            .filter(name -> tree.isOpen(name, config))
            .flatMap(name -> tree.key(name).stream())
            .toList();
    try {
      if (keys.isEmpty()) {
        throw new SecretNotFoundException(
            "this repository is locked", "decrypt its files with 'git-crypt unlock'");
      }
      run(keys);
    } finally {
      keys.forEach(KeyFile::close);
    }
  }

  private static List<WorkFile> filesOf(KeyFile key, List<WorkFile> all) {
    Driver driver = new Driver(key.name());
    return all.stream()
        .filter(file -> file.isRegular() && file.isCheckedOut() && file.isUnder(driver))
        .toList();
  }

  /** If this fails too, on a full disk perhaps, the journal stays and says so. */
  private void undo(List<Installation> done, List<WorkFile> files, SecretsException failure) {
    try {
      done.forEach(Installation::undo);
      Rewrite.filtered(git, files, journal);
      journal.end();
    } catch (SecretsException again) {
      failure.addSuppressed(again);
    }
  }

  /** One key on its way into the repository. */
  private final class Installation {

    final KeyFile key;
    final List<WorkFile> files;
    final Driver driver;
    final DriverConfig.Scope scope;
    final KeyStore store;
    private byte @Nullable [] previousKey;
    private DriverConfig.@Nullable Snapshot previousSettings;

    Installation(KeyFile key, List<WorkFile> files) {
      this.key = key;
      this.files = files;
      this.driver = new Driver(key.name());
      this.scope = scope(driver);
      boolean own = scope == DriverConfig.Scope.WORK_TREE || tree.ownKeys().holds(key);
      this.store = own ? tree.ownKeys() : tree.commonKeys();
    }

    /** With a wrong key, git-crypt deletes files and cannot bring them back. */
    boolean replacesKey() {
      return store.has(key.name()) && !store.holds(key);
    }

    /** A file may have been left under an older key, so one that opens is enough. */
    void verify() {
      try (Blobs blobs = new Blobs(git)) {
        boolean any = false;
        for (WorkFile file : files) {
          if (blobs.isEncrypted(file.blob())) {
            any = true;
            if (blobs.isUnder(List.of(key), file.blob(), context.random())) {
              return;
            }
          }
        }
        if (any) {
          throw new DecryptionFailedException(
              "cannot unlock with the key " + key.name() + ": wrong key, or the files were altered",
              "nothing was changed; 'git-crypt export-key' in an unlocked clone writes the key");
        }
      }
    }

    void install() {
      previousSettings = config.snapshot(driver, scope);
      previousKey = store.has(key.name()) ? store.bytes(key.name()) : null;
      store.install(key);
      config.install(driver, scope, program);
    }

    void undo() {
      if (previousSettings != null) {
        config.restore(previousSettings);
      }
      if (previousKey != null) {
        store.write(key.name(), previousKey);
        Arrays.fill(previousKey, (byte) 0);
      } else if (previousSettings != null) {
        store.delete(key.name());
      }
    }
  }

  /**
   * Its own configuration is for a work tree that was locked while others stayed open; in all other
   * cases git-crypt must find the shared one.
   */
  private DriverConfig.Scope scope(Driver driver) {
    boolean own =
        config.hasWorkTreeScope()
            && config.snapshot(driver, DriverConfig.Scope.SHARED).isEmpty()
            && !tree.others(git).isEmpty();
    return own ? DriverConfig.Scope.WORK_TREE : DriverConfig.Scope.SHARED;
  }
}
