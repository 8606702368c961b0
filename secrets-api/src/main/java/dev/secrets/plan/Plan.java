package dev.secrets.plan;

import dev.secrets.DeleteMode;
import dev.secrets.FileForms;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.StorageException;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileChanges;
import dev.secrets.file.FileFailure;
import dev.secrets.file.FileStamp;
import dev.secrets.plan.PlanDraft.Put;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steps that were thought through and not yet taken. Holds values until it is closed; it shows
 * places only.
 */
public final class Plan implements AutoCloseable {

  private final Secrets secrets;
  private final FileForms forms;
  private final PlanDraft draft;

  Plan(Secrets secrets, PlanDraft draft) {
    this.secrets = secrets;
    this.forms = secrets.forms();
    this.draft = draft;
  }

  /** What will be done, in order; empty if everything is as it should be. */
  public List<Step> steps() {
    return draft.steps();
  }

  /**
   * Takes all steps, or none: secrets are written into stores first and read back, then the files
   * change together, then git's index, of which is proved that it holds ciphertext. When a step
   * fails those before it are taken back.
   *
   * @param state the directory of journals and of what it takes to undo a run
   * @param command what was typed, which an interrupted run is known by
   * @param typedIn where
   * @return the name of the run, for {@link PlannedRuns#undo}; empty if there was nothing to do
   */
  public Optional<String> carryOut(Path state, List<String> command, Path typedIn) {
    if (steps().isEmpty()) {
      return Optional.empty();
    }
    draft.newKey().ifPresent(key -> key.makeKey());
    List<Put> written = new ArrayList<>();
    try {
      Map<String, String> addresses = put(written);
      draft.files().forEach(file -> file.complete(text -> addressed(text, addresses)));
      change(new FileChanges(state, draft.progress()), command, typedIn);
    } catch (SecretsException failure) {
      written.forEach(this::takeBack);
      throw failure;
    }
    List<String> added = draft.untracked();
    FinishedRun run = record(state, command, added, written);
    try {
      stage();
    } catch (SecretsException failure) {
      new PlannedRuns(secrets, state, draft.git()).undo(run.id());
      throw failure;
    }
    return Optional.of(run.id());
  }

  /** Creates what is not there; a secret that is there already holds the same, or is refused. */
  private Map<String, String> put(List<Put> written) {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (Put put : draft.puts()) {
      SecretStore store = secrets.store(put.reference().store());
      if (!put.isThere() && !addresses.containsKey(put.reference().toString())) {
        write(store, put);
        written.add(put);
      }
      requireSame(store, put);
      addresses.put(put.reference().toString(), address(store, put.reference()));
    }
    return addresses;
  }

  /** One that was deleted comes back, and keeps its value as the previous version. */
  private static void write(SecretStore store, Put put) {
    if (put.now() == Put.Now.DELETED) {
      store.undelete(put.reference().path());
      store.put(put.reference().path(), put.value(), WriteCondition.replaceOnly());
    } else {
      store.put(put.reference().path(), put.value(), WriteCondition.createOnly());
    }
  }

  private static void requireSame(SecretStore store, Put put) {
    Optional<Secret> found = store.find(put.reference().path(), VersionSelector.current());
    try (Secret secret =
        found.orElseThrow(
            () -> new StorageException("'" + put.reference() + "' is not there after writing"))) {
      if (!secret.value().matches(put.value())) {
        throw new StorageException(
            "'" + put.reference() + "' does not read back as what was written");
      }
    }
  }

  private static String address(SecretStore store, Reference reference) {
    return store.capabilities().contains(Capability.NOTES)
        ? store.describe(reference.path()).orElseThrow().address()
        : reference.toString();
  }

  private static String addressed(String text, Map<String, String> addresses) {
    String filled = text;
    for (Map.Entry<String, String> each : addresses.entrySet()) {
      filled =
          filled.replace(
              "valueFrom: \"" + each.getKey() + "\"", "valueFrom: \"" + each.getValue() + "\"");
    }
    return filled;
  }

  /** Settings first, since with them the keys are found that the others are written with. */
  private void change(FileChanges journal, List<String> command, Path typedIn) {
    List<SecretValue> contents = new ArrayList<>();
    try {
      for (boolean first : new boolean[] {true, false}) {
        List<FileChange> changes = new ArrayList<>();
        for (WorkingFile file : draft.changed()) {
          if (draft.isFirst(file) == first && file.keptAt().isEmpty()) {
            SecretValue content = SecretValue.copyOf(file.content());
            contents.add(content);
            changes.add(file.change(forms, content));
          }
        }
        journal.carryOut(changes, command, typedIn);
      }
      draft.changed().stream().filter(file -> file.keptAt().isPresent()).forEach(Plan::remove);
    } finally {
      contents.forEach(SecretValue::close);
    }
  }

  private static void remove(WorkingFile file) {
    try {
      byte[] now = Files.readAllBytes(file.file());
      if (!Arrays.equals(now, file.disk().orElseThrow())) {
        throw new StorageException("'" + file.path() + "' was changed meanwhile and is kept");
      }
      Files.delete(file.file());
    } catch (IOException failure) {
      throw FileFailure.of("delete", file.file(), failure);
    }
  }

  private FinishedRun record(
      Path state, List<String> command, List<String> added, List<Put> written) {
    FinishedRun run = new FinishedRun(PlannedRuns.newId(), command, draft.root(), draft.now());
    List<Restoration> files = new ArrayList<>();
    for (WorkingFile file : draft.changed()) {
      try {
        files.add(file.restoration(forms).stamped(FileStamp.of(file.file())));
      } catch (IOException failure) {
        throw FileFailure.of("read", file.file(), failure);
      }
    }
    List<String> puts = written.stream().map(put -> put.reference().toString()).toList();
    new Ledger(state).write(new Ledger.Entry(run, files, added, puts));
    return run;
  }

  private void stage() {
    draft
        .git()
        .ifPresent(
            git -> {
              git.forget(draft.forgotten());
              git.add(draft.staged().keySet());
            });
    draft.staged().forEach(this::proveStored);
  }

  /** Looks at the very bytes that git stores. */
  private void proveStored(String path, Optional<String> form) {
    Optional<String> stored = forms.of(draft.git().orElseThrow().stored(path));
    if (!stored.equals(form) && form.isPresent()) {
      throw new StorageException(
          "git would store '%s' as %s and not under %s"
              .formatted(path, stored.orElse("plaintext"), form.get()),
          "git check-attr filter -- " + path + " shows what git makes of it");
    }
  }

  private void takeBack(Put put) {
    secrets.store(put.reference().store()).delete(put.reference().path(), deletion(put));
  }

  /** Files cannot be brought back, and nobody has seen this one yet. */
  static DeleteMode deletion(Put put) {
    return put.reference().store().equals("file")
        ? DeleteMode.immediate()
        : DeleteMode.recoverable();
  }

  @Override
  public void close() {
    draft.puts().forEach(put -> put.value().close());
  }
}
