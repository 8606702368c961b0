package dev.secrets.testkit;

import static dev.secrets.spi.Capability.DELETE;
import static dev.secrets.spi.Capability.LIST;
import static dev.secrets.spi.Capability.NOTES;
import static dev.secrets.spi.Capability.STAGES;
import static dev.secrets.spi.Capability.UNDELETE;
import static dev.secrets.spi.Capability.VERSIONS;
import static dev.secrets.spi.Capability.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.secrets.DeleteMode;
import dev.secrets.Secret;
import dev.secrets.SecretInfo;
import dev.secrets.SecretNotes;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.UnsupportedCapabilityException;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.SecretStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * The laws of {@link SecretStore}, for every store. Extend it, say in {@link #fixture} how to open
 * a store and what it can do, and all laws run against it; those of capabilities that the store
 * does not declare are skipped, and that it refuses them is checked instead.
 *
 * <pre>{@code
 * final class KeepassStoreTest extends SecretStoreContract {
 *   @Override protected StoreFixture fixture() {
 *     return StoreFixture.of(this::openEmpty).declares(LIST, WRITE);
 *   }
 * }
 * }</pre>
 */
public abstract class SecretStoreContract extends StoreLifeLaws {

  @Test
  void capabilities_are_those_declared() {
    assertThat(empty().capabilities()).containsExactlyInAnyOrderElementsOf(limits().capabilities());
  }

  @Test
  void list_is_refused_unless_declared() {
    needsTheLackOf(LIST);
    SecretStore store = holding("alpha");

    assertUnsupported(() -> listed(store, ""));
  }

  @Test
  void put_is_refused_unless_declared() {
    needsTheLackOf(WRITE);
    SecretStore store = holding("alpha");

    assertUnsupported(() -> write(store, "alpha", "second", WriteCondition.any()));
    assertHolds(store, "alpha", "alpha");
  }

  @Test
  void delete_is_refused_unless_declared() {
    needsTheLackOf(DELETE);
    SecretStore store = holding("alpha");

    assertUnsupported(() -> store.delete(path("alpha"), DeleteMode.immediate()));
    assertHolds(store, "alpha", "alpha");
  }

  @Test
  void versions_are_refused_unless_declared() {
    needsTheLackOf(VERSIONS);
    SecretStore store = holding("alpha");

    assertUnsupported(() -> store.versions(path("alpha")));
    assertUnsupported(() -> store.find(path("alpha"), VersionSelector.stage("OTHER")));
  }

  @Test
  void stages_are_refused_unless_declared() {
    needsTheLackOf(STAGES);
    SecretStore store = holding("alpha");

    assertUnsupported(() -> stage(store, "second"));
    assertUnsupported(
        () -> store.promote(path("alpha"), VersionSelector.previous(), WriteCondition.any()));
    assertUnsupported(() -> store.withdraw(path("alpha"), SecretVersion.of("some-version")));
  }

  @Test
  void undelete_is_refused_unless_declared() {
    needsTheLackOf(UNDELETE);
    SecretStore store = holding("alpha");

    assertUnsupported(() -> store.undelete(path("alpha")));
  }

  @Test
  void notes_are_refused_unless_declared() {
    needsTheLackOf(NOTES);
    SecretStore store = holding("alpha");
    SecretNotes notes = new SecretNotes(Optional.of("for tests"), Optional.empty(), Map.of());

    assertUnsupported(() -> store.describe(path("alpha")));
    assertUnsupported(() -> store.annotate(path("alpha"), notes));
    try (SecretValue value = SecretValue.ofText("v")) {
      assertUnsupported(() -> store.put(path("alpha"), value, WriteCondition.any(), notes));
    }
    assertHolds(store, "alpha", "alpha");
  }

  @Test
  void closing_again_does_nothing() {
    SecretStore store = empty();
    store.close();

    assertThatCode(store::close).doesNotThrowAnyException();
  }

  @Test
  void list_refuses_a_closed_store() {
    needs(LIST);
    SecretStore store = closed();

    assertClosed(() -> listed(store, ""));
  }

  @Test
  void put_refuses_a_closed_store() {
    needs(WRITE);
    SecretStore store = closed();

    assertClosed(() -> write(store, "alpha", "second", WriteCondition.any()));
  }

  @Test
  void delete_refuses_a_closed_store() {
    needs(DELETE);
    SecretStore store = closed();

    assertClosed(() -> store.delete(path("alpha"), DeleteMode.immediate()));
  }

  @Test
  void versions_refuse_a_closed_store() {
    needs(VERSIONS);
    SecretStore store = closed();

    assertClosed(() -> store.versions(path("alpha")));
  }

  @Test
  void no_description_tells_a_value() {
    Canary canary = new Canary();
    SecretStore store = open(Map.of(path("alpha"), canary.value()));

    canary.assertAbsentFrom("the store", String.valueOf(store));
    try (Secret secret = store.find(path("alpha"), CURRENT).orElseThrow()) {
      canary.assertAbsentFrom("the secret", secret + " " + secret.version());
    }
    Map<SecretPath, Secret> all = store.findAll(List.of(path("alpha")));
    canary.assertAbsentFrom("all secrets", all.toString());
    all.values().forEach(Secret::close);
  }

  @Test
  void no_listing_tells_a_value() {
    needs(LIST);
    Canary canary = new Canary();
    SecretStore store = open(Map.of(path("alpha"), canary.value()));

    try (Stream<SecretInfo> infos = store.list("")) {
      canary.assertAbsentFrom("the listing", infos.toList().toString());
    }
  }

  @Test
  void no_refused_write_tells_a_value() {
    needs(WRITE);
    Canary canary = new Canary();
    SecretStore store = open(Map.of(path("alpha"), canary.value()));

    try (SecretValue value = canary.value()) {
      canary.assertAbsentFrom(
          catchThrowable(() -> store.put(path("alpha"), value, WriteCondition.createOnly())));
      canary.assertAbsentFrom(
          catchThrowable(() -> store.put(path("beta"), value, WriteCondition.replaceOnly())));
      canary.assertAbsentFrom(
          catchThrowable(
              () -> store.put(path("beta"), value, WriteCondition.ifVersion("some-version"))));
    }
  }

  private SecretStore closed() {
    SecretStore store = holding("alpha");
    store.close();
    return store;
  }

  private static void assertUnsupported(ThrowingCallable action) {
    assertThatExceptionOfType(UnsupportedCapabilityException.class).isThrownBy(action);
  }

  private static void assertClosed(ThrowingCallable action) {
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(action);
  }
}
