package dev.secrets.testkit;

import static dev.secrets.spi.Capability.DELETE;
import static dev.secrets.spi.Capability.LIST;
import static dev.secrets.spi.Capability.VERSIONS;
import static dev.secrets.spi.Capability.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.DeleteMode;
import dev.secrets.Secret;
import dev.secrets.SecretVersion;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.SecretStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laws of what becomes of a written secret: listed, kept in versions, deleted. */
abstract class StoreHistoryLaws extends StoreWritingLaws {

  @Test
  void a_written_secret_is_listed() {
    needs(WRITE);
    needs(LIST);
    SecretStore store = empty();

    write(store, "alpha", "first", WriteCondition.any());

    assertThat(listed(store, path("alpha").value())).containsExactly(path("alpha"));
  }

  @Test
  void a_deleted_secret_is_absent() {
    needs(DELETE);
    SecretStore store = holding("alpha", "beta");

    assertThat(store.delete(path("alpha"), DeleteMode.immediate())).isTrue();

    assertThat(store.find(path("alpha"), CURRENT)).isEmpty();
    assertHolds(store, "beta", "beta");
  }

  @Test
  void a_recoverably_deleted_secret_cannot_be_read() {
    needs(DELETE);
    SecretStore store = holding("alpha");

    assertThat(store.delete(path("alpha"), DeleteMode.recoverable())).isTrue();

    assertUnreadable(store, "alpha");
  }

  @Test
  void delete_of_an_absent_secret_is_false() {
    needs(DELETE);
    SecretStore store = holding("alpha");

    assertThat(store.delete(path("beta"), DeleteMode.immediate())).isFalse();
    assertThat(store.delete(path("beta"), DeleteMode.recoverable())).isFalse();
  }

  @Test
  void a_deleted_secret_can_be_made_again() {
    needs(DELETE);
    needs(WRITE);
    SecretStore store = holding("alpha");
    store.delete(path("alpha"), DeleteMode.immediate());

    write(store, "alpha", "anew", WriteCondition.createOnly());

    assertHolds(store, "alpha", "anew");
  }

  @Test
  void versions_of_an_absent_secret_are_none() {
    needs(VERSIONS);
    SecretStore store = holding("alpha");

    assertThat(store.versions(path("beta"))).isEmpty();
  }

  @Test
  void versions_are_told_newest_first() {
    needs(VERSIONS);
    needs(WRITE);
    SecretStore store = empty();
    List<String> written = new ArrayList<>();
    for (String text : List.of("first", "second", "third")) {
      written.add(0, write(store, "alpha", text, WriteCondition.any()).id());
    }

    assertThat(store.versions(path("alpha"))).extracting(SecretVersion::id).isEqualTo(written);
  }

  @Test
  void find_returns_the_version_asked_for() {
    needs(VERSIONS);
    needs(WRITE);
    SecretStore store = empty();
    SecretVersion first = write(store, "alpha", "first", WriteCondition.any());
    write(store, "alpha", "second", WriteCondition.any());

    try (Secret secret = store.find(path("alpha"), VersionSelector.id(first.id())).orElseThrow()) {
      assertThat(secret.text()).isEqualTo("first");
      assertThat(secret.version().id()).isEqualTo(first.id());
    }
  }

  @Test
  void find_of_an_absent_stage_is_empty() {
    needs(VERSIONS);
    SecretStore store = holding("alpha");

    assertThat(store.find(path("alpha"), VersionSelector.stage("NO_SUCH_STAGE"))).isEmpty();
  }
}
