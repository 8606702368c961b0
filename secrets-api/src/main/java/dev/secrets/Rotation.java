package dev.secrets;

import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A value for another, tested before anybody reads it. */
final class Rotation {

  private final FieldWriting writing;
  private final Optional<PreviousValues> previous;

  Rotation(FieldWriting writing, Optional<PreviousValues> previous) {
    this.writing = writing;
    this.previous = previous;
  }

  Optional<SecretVersion> rotate(
      Reference reference, SecretValue candidate, Predicate<SecretValue> test) {
    SecretStore store = writing.writable(reference);
    try (Secret whole = current(store, reference);
        SecretValue content = content(whole, reference, candidate)) {
      Replacement replacement = new Replacement(store, reference.path(), whole.version(), content);
      return replacement.after(() -> test.test(candidate), keeping(store, reference, whole));
    }
  }

  SecretVersion undo(Reference reference) {
    SecretStore store = writing.writable(reference);
    return store instanceof FileStore files
        ? undo(files, reference)
        : store.promote(reference.path(), VersionSelector.previous(), WriteCondition.any());
  }

  /** What is undone is kept in turn, but not before it is undone: it is the newer one. */
  private SecretVersion undo(FileStore store, Reference reference) {
    PreviousValues values =
        previous.orElseThrow(
            () ->
                new UnsupportedCapabilityException(
                    "'" + reference + "': no directory is set for values from before a rotation"));
    try (Secret whole = current(store, reference);
        Secret before = values.get(reference, store.file(reference.path()))) {
      Runnable keeping = keeping(store, reference, whole);
      SecretVersion now =
          writing.put(
              reference,
              before.value(),
              WriteCondition.replaceOnly(),
              SecretNotes.none(),
              NewValues.LIKE_OTHERS);
      keeping.run();
      return now;
    }
  }

  private static Secret current(SecretStore store, Reference reference) {
    return store
        .find(reference.path(), VersionSelector.current())
        .orElseThrow(() -> Resolver.absent(reference, store));
  }

  /** Keeps the value there is now, once it is run; stores with stages do that by themselves. */
  private Runnable keeping(SecretStore store, Reference reference, Secret whole) {
    if (previous.isEmpty() || !(store instanceof FileStore files)) {
      return () -> {};
    }
    byte[] envelope = writing.asProtected(files, whole, reference);
    return () -> previous.get().keep(files.file(reference.path()), reference.pointer(), envelope);
  }

  /** All of the new secret: the candidate itself, or the document that it is a field of. */
  private SecretValue content(Secret whole, Reference reference, SecretValue candidate) {
    return reference.pointer().isRoot()
        ? SecretValue.takeOwnership(candidate.copyBytes())
        : writing.edited(whole, reference, Map.of(reference.pointer(), candidate));
  }

  /** What is to stand in the place of {@code before}, if that is still current then. */
  private record Replacement(
      SecretStore store, SecretPath path, SecretVersion before, SecretValue content) {

    /** {@code keeping} keeps the value before where the store does not. */
    Optional<SecretVersion> after(BooleanSupplier test, Runnable keeping) {
      if (store.capabilities().contains(Capability.STAGES)) {
        return staged(test);
      }
      if (!test.getAsBoolean()) {
        return Optional.empty();
      }
      keeping.run();
      return Optional.of(store.put(path, content, unchanged()));
    }

    private Optional<SecretVersion> staged(BooleanSupplier test) {
      SecretVersion staged = store.stage(path, content);
      Optional<SecretVersion> promoted = Optional.empty();
      try {
        if (test.getAsBoolean()) {
          promoted = Optional.of(store.promote(path, VersionSelector.id(staged.id()), unchanged()));
        }
        return promoted;
      } finally {
        if (promoted.isEmpty()) {
          store.withdraw(path, staged);
        }
      }
    }

    private WriteCondition unchanged() {
      return WriteCondition.ifVersion(before.id());
    }
  }
}
