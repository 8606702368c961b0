package dev.secrets.testkit;

import dev.secrets.SecretNotes;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.VersionSelector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One secret of a {@link MemoryStore} with its versions, newest first. Not thread-safe. */
final class MemoryHistory {

  record Version(String id, SecretValue value) {}

  private final Deque<Version> versions = new ArrayDeque<>();
  private SecretNotes notes = SecretNotes.none();
  private @Nullable Version current;
  private @Nullable Version previous;
  private boolean deleted;

  void add(Version version) {
    versions.addFirst(version);
  }

  void makeCurrent(Version version) {
    if (!version.equals(current)) {
      previous = current;
      current = version;
    }
  }

  /** A version that was current once stays. */
  void withdraw(String id) {
    versions.removeIf(
        version ->
            version.id().equals(id) && !version.equals(current) && !version.equals(previous));
  }

  Optional<Version> find(VersionSelector selector) {
    if (selector instanceof VersionSelector.Id wanted) {
      return versions.stream().filter(version -> version.id().equals(wanted.id())).findFirst();
    }
    if (selector == VersionSelector.previous()) {
      return Optional.ofNullable(previous);
    }
    return selector == VersionSelector.current() ? Optional.ofNullable(current) : Optional.empty();
  }

  String currentId() {
    return Objects.requireNonNull(current).id();
  }

  List<SecretVersion> list() {
    return versions.stream().map(version -> SecretVersion.of(version.id())).toList();
  }

  SecretNotes notes() {
    return notes;
  }

  void annotate(SecretNotes added) {
    Map<String, String> tags = new HashMap<>(notes.tags());
    tags.putAll(added.tags());
    notes =
        new SecretNotes(
            added.description().or(notes::description),
            added.encryptionKey().or(notes::encryptionKey),
            tags);
  }

  boolean deleted() {
    return deleted;
  }

  void delete() {
    deleted = true;
  }

  void undelete() {
    deleted = false;
  }

  void wipe() {
    versions.forEach(version -> version.value().close());
  }
}
