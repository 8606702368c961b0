package dev.secrets.document;

/**
 * A field as it is written in a mapping or sequence.
 *
 * @param key the mapping key, or the index as digits
 * @param start offset of the key; of the value, for an item of a sequence
 * @param keyEnd offset after the key; {@code start} for an item of a sequence
 * @param merge whether it is YAML's {@code <<}, which gives fields and is none
 */
record Entry(String key, int start, int keyEnd, boolean merge, Site value) {

  static Entry of(String key, int start, int keyEnd, Site value) {
    return new Entry(key, start, keyEnd, false, value);
  }

  boolean isField(String name) {
    return !merge && key.equals(name);
  }

  boolean sameAs(Entry other) {
    return key.equals(other.key) && merge == other.merge && value.sameAs(other.value);
  }

  Entry with(Site replaced) {
    return new Entry(key, start, keyEnd, merge, replaced);
  }
}
