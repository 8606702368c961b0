package dev.secrets.mask;

import dev.secrets.SecretValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds known values in content, in the spellings that {@link SecretMask} knows.
 *
 * <p>Immutable and thread-safe until it is closed.
 */
public final class SecretSearch implements AutoCloseable {

  private final Automaton all;
  private final Map<String, Automaton> byName = new LinkedHashMap<>();

  private SecretSearch(Map<String, SecretValue> values) {
    Automaton.Builder any = new Automaton.Builder();
    values.forEach(
        (name, value) -> {
          Automaton.Builder one = new Automaton.Builder();
          value.use(
              bytes -> {
                Spellings.of(bytes, one::add);
                Spellings.of(bytes, any::add);
                return bytes.length;
              });
          byName.put(name, one.build());
        });
    all = any.build();
  }

  /** Looks for {@code values}, which the caller keeps and closes. */
  public static SecretSearch of(Map<String, SecretValue> values) {
    return new SecretSearch(values);
  }

  /** The names of the values in {@code content}, and where the first of each ends. */
  public Map<String, Integer> in(byte[] content) {
    Map<String, Integer> found = new LinkedHashMap<>();
    // Nearly all content has none, and one automaton tells that.
    if (all.firstEnd(content) >= 0) {
      byName.forEach(
          (name, automaton) -> {
            int end = automaton.firstEnd(content);
            if (end >= 0) {
              found.put(name, end);
            }
          });
    }
    return found;
  }

  /** Wipes the values. */
  @Override
  public void close() {
    all.wipe();
    byName.values().forEach(Automaton::wipe);
  }

  @Override
  public String toString() {
    return "SecretSearch[redacted]";
  }
}
