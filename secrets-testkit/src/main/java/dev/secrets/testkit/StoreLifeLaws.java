package dev.secrets.testkit;

import static dev.secrets.spi.Capability.DELETE;
import static dev.secrets.spi.Capability.LIST;
import static dev.secrets.spi.Capability.NOTES;
import static dev.secrets.spi.Capability.STAGES;
import static dev.secrets.spi.Capability.UNDELETE;
import static dev.secrets.spi.Capability.VERSIONS;
import static dev.secrets.spi.Capability.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.secrets.DeleteMode;
import dev.secrets.Secret;
import dev.secrets.SecretDescription;
import dev.secrets.SecretInfo;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretNotes;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The laws of stages, of bringing back, and of what stands beside a value. */
abstract class StoreLifeLaws extends StoreHistoryLaws {

  private static final SecretNotes NOTES_WRITTEN =
      new SecretNotes(Optional.of("for tests"), Optional.empty(), Map.of("team", "data"));

  @Test
  void the_previous_version_is_the_one_that_was_replaced() {
    needs(VERSIONS);
    needs(WRITE);
    SecretStore store = holding("alpha");

    write(store, "alpha", "second", WriteCondition.any());

    assertPrevious(store, "alpha");
  }

  @Test
  void a_new_secret_has_no_previous_version() {
    needs(VERSIONS);
    SecretStore store = holding("alpha");

    assertThat(store.find(path("alpha"), VersionSelector.previous())).isEmpty();
  }

  @Test
  void a_staged_version_is_readable_by_its_id_and_not_current() {
    needs(STAGES);
    SecretStore store = holding("alpha");

    SecretVersion staged = stage(store, "second");

    assertHolds(store, "alpha", "alpha");
    try (Secret secret = store.find(path("alpha"), VersionSelector.id(staged.id())).orElseThrow()) {
      assertThat(secret.text()).isEqualTo("second");
    }
  }

  @Test
  void staging_needs_a_secret() {
    needs(STAGES);
    SecretStore store = empty();

    assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(() -> stage(store, "v"));
  }

  @Test
  void promoting_makes_current_and_keeps_the_one_before() {
    needs(STAGES);
    SecretStore store = holding("alpha");
    SecretVersion staged = stage(store, "second");

    SecretVersion promoted = promote(store, VersionSelector.id(staged.id()), WriteCondition.any());

    assertThat(promoted.id()).isEqualTo(staged.id());
    assertHolds(store, "alpha", "second");
    assertPrevious(store, "alpha");
  }

  @Test
  void promoting_the_previous_version_twice_leads_back() {
    needs(STAGES);
    SecretStore store = holding("alpha");
    write(store, "alpha", "second", WriteCondition.any());

    promote(store, VersionSelector.previous(), WriteCondition.any());
    assertHolds(store, "alpha", "alpha");

    promote(store, VersionSelector.previous(), WriteCondition.any());
    assertHolds(store, "alpha", "second");
  }

  @Test
  void promoting_the_current_version_changes_nothing() {
    needs(STAGES);
    SecretStore store = holding("alpha");
    write(store, "alpha", "second", WriteCondition.any());

    promote(store, VersionSelector.current(), WriteCondition.any());

    assertHolds(store, "alpha", "second");
    assertPrevious(store, "alpha");
  }

  @Test
  void promoting_is_refused_when_somebody_wrote_meanwhile() {
    needs(STAGES);
    SecretStore store = holding("alpha");
    String before = version(store, "alpha").id();
    SecretVersion staged = stage(store, "staged");
    write(store, "alpha", "of another", WriteCondition.any());

    assertThatExceptionOfType(WriteConflictException.class)
        .isThrownBy(
            () ->
                promote(store, VersionSelector.id(staged.id()), WriteCondition.ifVersion(before)));
    assertHolds(store, "alpha", "of another");
  }

  @Test
  void promoting_an_absent_version_is_not_found() {
    needs(STAGES);
    SecretStore store = holding("alpha");

    assertThatExceptionOfType(SecretNotFoundException.class)
        .isThrownBy(() -> promote(store, VersionSelector.previous(), WriteCondition.any()));
  }

  @Test
  void withdrawing_leaves_the_current_version() {
    needs(STAGES);
    SecretStore store = holding("alpha");
    SecretVersion staged = stage(store, "staged");

    store.withdraw(path("alpha"), staged);
    store.withdraw(path("alpha"), staged);

    assertHolds(store, "alpha", "alpha");
  }

  @Test
  void an_undeleted_secret_is_as_it_was() {
    needs(UNDELETE);
    needs(DELETE);
    SecretStore store = holding("alpha");
    SecretVersion before = version(store, "alpha");
    store.delete(path("alpha"), DeleteMode.recoverable());

    assertThat(store.undelete(path("alpha"))).isTrue();

    assertHolds(store, "alpha", "alpha");
    assertThat(version(store, "alpha").id()).isEqualTo(before.id());
  }

  @Test
  void what_was_never_there_cannot_be_undeleted() {
    needs(UNDELETE);

    assertThat(empty().undelete(path("alpha"))).isFalse();
  }

  @Test
  void what_is_gone_for_good_cannot_be_undeleted() {
    needs(UNDELETE);
    needs(DELETE);
    SecretStore store = holding("alpha");
    store.delete(path("alpha"), DeleteMode.immediate());

    assertThat(store.undelete(path("alpha"))).isFalse();
  }

  @Test
  void notes_of_a_creation_are_described_and_listed() {
    needs(NOTES);
    needs(WRITE);
    SecretStore store = empty();

    try (SecretValue value = SecretValue.ofText("v")) {
      store.put(path("alpha"), value, WriteCondition.createOnly(), NOTES_WRITTEN);
    }

    SecretNotes described = describe(store).notes();
    assertThat(described.description()).isEqualTo(NOTES_WRITTEN.description());
    assertThat(described.tags()).isEqualTo(NOTES_WRITTEN.tags());
    if (limits().capabilities().contains(LIST)) {
      try (Stream<SecretInfo> infos = store.list(path("alpha").value())) {
        assertThat(infos).extracting(SecretInfo::tags).containsExactly(NOTES_WRITTEN.tags());
      }
    }
  }

  @Test
  void notes_are_added_to_those_that_are_there() {
    needs(NOTES);
    SecretStore store = holding("alpha");
    SecretPath alpha = path("alpha");
    store.annotate(alpha, NOTES_WRITTEN);

    store.annotate(
        alpha, new SecretNotes(Optional.empty(), Optional.empty(), Map.of("tier", "gold")));

    assertThat(describe(store).notes().description()).hasValue("for tests");
    assertThat(describe(store).notes().tags()).isEqualTo(Map.of("team", "data", "tier", "gold"));
    assertHolds(store, "alpha", "alpha");
  }

  @Test
  void an_absent_secret_has_no_description() {
    needs(NOTES);

    assertThat(empty().describe(path("alpha"))).isEmpty();
  }

  @Test
  void a_deleted_secret_is_described_as_such() {
    needs(NOTES);
    needs(UNDELETE);
    SecretStore store = holding("alpha");
    assertThat(describe(store).deletion()).isEmpty();

    store.delete(path("alpha"), DeleteMode.recoverable());

    assertThat(describe(store).deletion()).isPresent();
  }

  final SecretVersion stage(SecretStore store, String text) {
    try (SecretValue value = SecretValue.ofText(text)) {
      return store.stage(path("alpha"), value);
    }
  }

  private SecretVersion promote(
      SecretStore store, VersionSelector version, WriteCondition condition) {
    return store.promote(path("alpha"), version, condition);
  }

  private SecretDescription describe(SecretStore store) {
    return store.describe(path("alpha")).orElseThrow();
  }

  private void assertPrevious(SecretStore store, String text) {
    try (Secret secret = store.find(path("alpha"), VersionSelector.previous()).orElseThrow()) {
      assertThat(secret.text()).isEqualTo(text);
    }
  }
}
