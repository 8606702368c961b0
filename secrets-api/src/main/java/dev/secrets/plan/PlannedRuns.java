package dev.secrets.plan;

import dev.secrets.DeleteMode;
import dev.secrets.FileForms;
import dev.secrets.InvalidInputException;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.WriteConflictException;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileChanges;
import dev.secrets.file.FileFailure;
import dev.secrets.file.FileMode;
import dev.secrets.file.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The plans of a project that were carried out, which can be undone while nothing was changed. */
public final class PlannedRuns {

  private final Secrets secrets;
  private final FileForms forms;
  private final Path state;
  private final Optional<GitTree> git;
  private final Path root;

  PlannedRuns(Secrets secrets, Path state, Optional<GitTree> git) {
    this.secrets = secrets;
    this.forms = secrets.forms();
    this.state = state;
    this.git = git;
    this.root = secrets.project().root();
  }

  /** The newest first. */
  public List<FinishedRun> list() {
    return new Ledger(state).of(root);
  }

  /**
   * Brings every file and the index back to what they were, and deletes what was written into
   * stores, where it can be brought back for a while. A key that was made stays: what was encrypted
   * with it meanwhile would be lost with it.
   *
   * @throws WriteConflictException if a file was changed or committed since; nothing has changed
   *     then
   */
  public void undo(String id) {
    Ledger ledger = new Ledger(state);
    Ledger.Entry entry = ledger.get(id);
    check(entry);
    List<SecretValue> contents = new ArrayList<>();
    try {
      List<FileChange> changes = new ArrayList<>();
      for (Restoration file : entry.files()) {
        if (file.kind() != Restoration.Kind.ABSENT) {
          SecretValue content = before(file);
          contents.add(content);
          changes.add(change(file, content));
        }
      }
      List<String> command = List.of("secrets", "undo", id);
      new FileChanges(state).carryOut(changes, command, root);
    } finally {
      contents.forEach(SecretValue::close);
    }
    entry.files().stream().filter(f -> f.kind() == Restoration.Kind.ABSENT).forEach(this::delete);
    restage(entry);
    entry.secrets().forEach(this::deleteSecret);
    ledger.forget(id);
  }

  private void check(Ledger.Entry entry) {
    for (Restoration file : entry.files()) {
      if (!stamp(file).equals(file.stamp())) {
        throw new WriteConflictException("'%s' was changed since".formatted(file.path()));
      }
    }
    List<String> committed = git.map(tree -> tree.committed(entry.added())).orElse(List.of());
    if (!committed.isEmpty()) {
      throw new WriteConflictException(
          "'%s' was committed since, and would be plaintext in the next commit"
              .formatted(committed.get(0)),
          "git revert takes the commit back");
    }
  }

  private String stamp(Restoration file) {
    try {
      return FileStamp.of(root.resolve(file.path()));
    } catch (IOException failure) {
      throw FileFailure.of("read", root.resolve(file.path()), failure);
    }
  }

  private SecretValue before(Restoration file) {
    return switch (file.kind()) {
      case BYTES -> SecretValue.takeOwnership(Base64.getDecoder().decode(file.content()));
      case WHOLE -> value(file.reference());
      default -> unedited(file);
    };
  }

  private SecretValue unedited(Restoration file) {
    SecretValue now = value(Reference.of("file", root.resolve(file.path()).toString()).toString());
    if (file.splices().isEmpty()) {
      return now;
    }
    String text = now.revealAsString(); // documents are made of strings
    now.close();
    for (int at = file.splices().size() - 1; at >= 0; at--) {
      text = file.splices().get(at).undo(text, this::text);
    }
    return SecretValue.ofText(text);
  }

  private FileChange change(Restoration file, SecretValue content) {
    Path path = root.resolve(file.path());
    try {
      Optional<byte[]> now =
          Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
      return forms.write(path, now, content, Optional.empty()).with(FileMode.KEPT);
    } catch (IOException failure) {
      throw FileFailure.of("read", path, failure);
    }
  }

  private SecretValue value(String reference) {
    try (Secret secret = secrets.resolve(Reference.parse(reference))) {
      return SecretValue.takeOwnership(secret.bytes());
    }
  }

  private String text(String reference) {
    try (Secret secret = secrets.resolve(Reference.parse(reference))) {
      return secret.text();
    } catch (InvalidInputException noText) {
      throw noText.in("'" + reference + "'");
    }
  }

  private void delete(Restoration file) {
    try {
      Files.deleteIfExists(root.resolve(file.path()));
    } catch (IOException failure) {
      throw FileFailure.of("delete", root.resolve(file.path()), failure);
    }
  }

  /** What was tracked before is what it was; the rest leaves the index. */
  private void restage(Ledger.Entry entry) {
    git.ifPresent(
        tree -> {
          tree.forget(entry.added());
          List<String> paths = entry.files().stream().map(Restoration::path).toList();
          List<String> there =
              tree.tracked(paths).stream().filter(p -> Files.exists(root.resolve(p))).toList();
          tree.add(there);
        });
  }

  private void deleteSecret(String reference) {
    Reference secret = Reference.parse(reference);
    boolean file = secret.store().equals("file");
    DeleteMode mode = file ? DeleteMode.immediate() : DeleteMode.recoverable();
    secrets.store(secret.store()).delete(secret.path(), mode);
  }

  static String newId() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
