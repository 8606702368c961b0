package dev.secrets;

import dev.secrets.SharedSalt.Place;
import dev.secrets.spi.EnvelopeSalt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds envelopes that share a salt without being copies of each other. */
final class SaltSearch {

  private final Map<String, List<Use>> uses = new LinkedHashMap<>();

  private record Use(Place place, String authenticator) {}

  void add(Place place, Optional<EnvelopeSalt> salt) {
    salt.ifPresent(
        found ->
            uses.computeIfAbsent(found.salt(), unused -> new ArrayList<>())
                .add(new Use(place, found.authenticator())));
  }

  List<SharedSalt> shared() {
    return uses.values().stream()
        .filter(all -> all.stream().map(Use::authenticator).distinct().count() > 1)
        .map(all -> new SharedSalt(all.stream().map(Use::place).toList()))
        .toList();
  }
}
