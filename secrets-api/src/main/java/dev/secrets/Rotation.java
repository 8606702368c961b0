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

  Rotation(FieldWriting writing) {
    this.writing = writing;
  }

  Optional<SecretVersion> rotate(
      Reference reference, SecretValue candidate, Predicate<SecretValue> test) {
    SecretStore store = writing.writable(reference);
    Secret whole =
        store
            .find(reference.path(), VersionSelector.current())
            .orElseThrow(() -> Resolver.absent(reference));
    try (whole;
        SecretValue content = content(whole, reference, candidate)) {
      Replacement replacement = new Replacement(store, reference.path(), whole.version(), content);
      return replacement.after(() -> test.test(candidate));
    }
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

    Optional<SecretVersion> after(BooleanSupplier test) {
      if (store.capabilities().contains(Capability.STAGES)) {
        return staged(test);
      }
      return test.getAsBoolean()
          ? Optional.of(store.put(path, content, unchanged()))
          : Optional.empty();
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
