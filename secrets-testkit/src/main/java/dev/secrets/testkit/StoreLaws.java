package dev.secrets.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all laws of a store need: a store that holds given secrets, and words to look into it. */
abstract class StoreLaws {

  static final VersionSelector CURRENT = VersionSelector.current();

  private final List<SecretStore> opened = new ArrayList<>();
  private Optional<StoreFixture> asked = Optional.empty();

  /** How to open the store under test and what it can do; asked once per test. */
  protected abstract StoreFixture fixture();

  @BeforeEach
  final void askForFixture() {
    asked = Optional.of(fixture());
  }

  @AfterEach
  final void closeStores() {
    opened.forEach(SecretStore::close);
  }

  final StoreFixture limits() {
    return asked.orElseThrow();
  }

  final SecretPath path(String name) {
    return limits().path(name);
  }

  final void needs(Capability capability) {
    assumeTrue(limits().capabilities().contains(capability), () -> "store cannot " + capability);
  }

  final void needsTheLackOf(Capability capability) {
    assumeFalse(limits().capabilities().contains(capability), () -> "store can " + capability);
  }

  /** A store that holds nothing. */
  final SecretStore empty() {
    return open(Map.of());
  }

  /** A store that holds secrets of the given names, each with its own name as value. */
  final SecretStore holding(String... names) {
    Map<SecretPath, SecretValue> secrets = new LinkedHashMap<>();
    Arrays.stream(names).forEach(name -> secrets.put(path(name), SecretValue.ofText(name)));
    return open(secrets);
  }

  final SecretStore open(Map<SecretPath, SecretValue> secrets) {
    SecretStore store = limits().open(secrets);
    opened.add(store);
    secrets.values().forEach(SecretValue::close);
    return store;
  }

  final SecretVersion write(SecretStore store, String name, String text, WriteCondition condition) {
    try (SecretValue value = SecretValue.ofText(text)) {
      return store.put(path(name), value, condition);
    }
  }

  final SecretVersion version(SecretStore store, String name) {
    try (Secret secret = store.find(path(name), CURRENT).orElseThrow()) {
      return secret.version();
    }
  }

  final void assertHolds(SecretStore store, String name, String text) {
    assertHolds(store, path(name), text.getBytes(UTF_8));
  }

  final void assertHolds(SecretStore store, SecretPath path, byte[] bytes) {
    try (Secret secret = store.find(path, CURRENT).orElseThrow()) {
      assertThat(secret.bytes()).isEqualTo(bytes);
    }
  }

  /** Gone: not found, or found to be one that could be brought back. */
  final void assertUnreadable(SecretStore store, String name) {
    try {
      assertThat(store.find(path(name), CURRENT)).isEmpty();
    } catch (SecretNotFoundException deletedButKept) {
      assertThat(deletedButKept.hints()).isNotEmpty();
    }
  }
}
