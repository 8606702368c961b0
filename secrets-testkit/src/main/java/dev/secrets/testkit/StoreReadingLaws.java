package dev.secrets.testkit;

import static dev.secrets.spi.Capability.LIST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.secrets.Secret;
import dev.secrets.SecretInfo;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.spi.SecretStore;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws of {@link SecretStore#find}, {@link SecretStore#findAll} and {@link SecretStore#list}.
 */
abstract class StoreReadingLaws extends StoreLaws {

  private static final int LARGE = 48 * 1024;

  @Test
  void find_of_an_absent_secret_is_empty() {
    SecretStore store = holding("alpha");

    assertThat(store.find(path("beta"), CURRENT)).isEmpty();
  }

  @Test
  void find_returns_each_secret_with_its_own_value() {
    SecretStore store = holding("alpha", "beta");

    assertHolds(store, "alpha", "alpha");
    assertHolds(store, "beta", "beta");
  }

  @Test
  void find_names_the_version_it_read() {
    SecretStore store = holding("alpha");

    assertThat(version(store, "alpha").id()).isNotBlank();
    assertThat(version(store, "alpha")).isEqualTo(version(store, "alpha"));
  }

  @TestFactory
  Stream<DynamicTest> find_returns_the_very_bytes_of() {
    return values().entrySet().stream()
        .map(value -> dynamicTest(value.getKey(), () -> assertReturnsTheBytes(value.getValue())));
  }

  @Test
  void closing_a_found_secret_leaves_the_stored_one_alone() {
    SecretStore store = holding("alpha");

    store.find(path("alpha"), CURRENT).orElseThrow().close();

    assertHolds(store, "alpha", "alpha");
  }

  @Test
  void find_all_equals_finds_one_by_one() {
    SecretStore store = holding("alpha", "beta", "gamma");

    Map<SecretPath, Secret> found = store.findAll(paths("alpha", "beta", "gamma"));

    assertThat(found).hasSize(3);
    found.forEach(
        (path, secret) -> {
          try (secret;
              Secret single = store.find(path, CURRENT).orElseThrow()) {
            assertThat(secret.value().matches(single.value())).isTrue();
            assertThat(secret.version()).isEqualTo(single.version());
            assertThat(secret.name()).isEqualTo(single.name());
          }
        });
  }

  @Test
  void find_all_leaves_absent_secrets_out() {
    SecretStore store = holding("alpha");

    assertFinds(store, paths("beta", "alpha"), "alpha");
  }

  @Test
  void find_all_of_absent_secrets_is_empty() {
    SecretStore store = empty();

    assertFinds(store, paths("alpha", "beta"));
  }

  @Test
  void find_all_of_nothing_is_empty() {
    SecretStore store = holding("alpha");

    assertFinds(store, List.of());
  }

  @Test
  void find_all_keeps_the_order_asked() {
    SecretStore store = holding("alpha", "beta", "gamma");

    assertFinds(store, paths("gamma", "alpha", "beta"), "gamma", "alpha", "beta");
  }

  @Test
  void find_all_returns_a_secret_once_that_is_asked_for_twice() {
    SecretStore store = holding("alpha", "beta");

    assertFinds(store, paths("beta", "alpha", "beta"), "beta", "alpha");
  }

  @Test
  void list_of_an_empty_store_is_empty() {
    needs(LIST);
    SecretStore store = empty();

    assertThat(listed(store, spelled("alpha"))).isEmpty();
  }

  @Test
  void list_is_sorted_by_path() {
    needs(LIST);
    SecretStore store = holding("alphac", "alphaa", "alphab");

    assertThat(listed(store, spelled("alpha")))
        .containsExactly(path("alphaa"), path("alphab"), path("alphac"));
  }

  @Test
  void list_returns_only_paths_that_begin_with_the_prefix() {
    needs(LIST);
    SecretStore store = holding("alpha", "alphabet", "beta");

    assertThat(listed(store, spelled("alpha"))).containsExactly(path("alpha"), path("alphabet"));
    assertThat(listed(store, spelled("beta"))).containsExactly(path("beta"));
    assertThat(listed(store, spelled("gamma"))).isEmpty();
  }

  @Test
  void list_without_a_prefix_returns_every_secret() {
    needs(LIST);
    SecretStore store = holding("alpha", "beta");

    assertThat(listed(store, "")).contains(path("alpha"), path("beta"));
  }

  @Test
  void every_listed_secret_can_be_found() {
    needs(LIST);
    SecretStore store = holding("alpha", "beta");

    for (SecretPath listed : listed(store, spelled("alpha"))) {
      try (Secret secret = store.find(listed, CURRENT).orElseThrow()) {
        assertThat(secret.text()).isEqualTo("alpha");
      }
    }
  }

  @Test
  void find_refuses_a_closed_store() {
    SecretStore store = holding("alpha");
    store.close();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> store.find(path("alpha"), CURRENT));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> store.findAll(paths("alpha")));
  }

  final List<SecretPath> paths(String... names) {
    return Arrays.stream(names).map(this::path).toList();
  }

  final List<SecretPath> listed(SecretStore store, String prefix) {
    try (Stream<SecretInfo> infos = store.list(prefix)) {
      return infos.map(SecretInfo::path).toList();
    }
  }

  private String spelled(String name) {
    return path(name).value();
  }

  private void assertFinds(SecretStore store, Collection<SecretPath> asked, String... expected) {
    Map<SecretPath, Secret> found = store.findAll(asked);

    assertThat(found.keySet()).containsExactlyElementsOf(paths(expected));
    found.values().forEach(Secret::close);
  }

  private void assertReturnsTheBytes(byte[] bytes) {
    try (SecretStore store = open(Map.of(path("value"), SecretValue.copyOf(bytes)))) {
      assertHolds(store, path("value"), bytes);
    }
  }

  private Map<String, byte[]> values() {
    Map<String, byte[]> values = new LinkedHashMap<>();
    values.put("a word", "swordfish".getBytes(UTF_8));
    values.put("one character", "x".getBytes(UTF_8));
    values.put("text of many scripts", "pässwört 密码 🔑".getBytes(UTF_8));
    values.put("several lines with both line ends", "one\ntwo\r\n\nfour\n".getBytes(UTF_8));
    values.put("blanks at both ends", " \t value \t ".getBytes(UTF_8));
    values.put("text with quotes and escapes", "a\"b'c\\n$HOME`id`".getBytes(UTF_8));
    values.put("a JSON object", "{\"user\":\"app\",\"port\":5432}".getBytes(UTF_8));
    values.put("large text", "0123456789abcdef".repeat(LARGE / 16).getBytes(UTF_8));
    if (limits().takesEmptyValues()) {
      values.put("nothing", new byte[0]);
    }
    if (limits().takesBinaryValues()) {
      values.put("every byte there is", everyByte());
      values.put("text that is no UTF-8", new byte[] {'a', (byte) 0xc3, 'b'});
      values.put("a byte order mark", new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'a'});
      values.put("a zero byte", new byte[] {0});
    }
    return values;
  }

  private static byte[] everyByte() {
    byte[] bytes = new byte[256];
    for (int value = 0; value < bytes.length; value++) {
      bytes[value] = (byte) value;
    }
    return bytes;
  }
}
