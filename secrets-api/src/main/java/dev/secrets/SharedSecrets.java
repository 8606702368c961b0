package dev.secrets;

import dev.secrets.document.Document;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.StoreConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole secrets that a set of references lead into: each store asked once, each secret parsed
 * once. One store's failure does not hide another's secrets. Closing wipes them.
 */
final class SharedSecrets implements AutoCloseable {

  private final Map<Reference, Secret> found = new LinkedHashMap<>();
  private final Map<Reference, Document> documents = new HashMap<>();
  private final Set<StoreConfig> failedStores = new HashSet<>();
  private final List<SecretsException> failures = new ArrayList<>();

  private final Stores stores;

  private SharedSecrets(Stores stores) {
    this.stores = stores;
  }

  static SharedSecrets fetch(Stores stores, Iterable<Reference> references) {
    Map<StoreConfig, Set<Reference>> byStore = new LinkedHashMap<>();
    for (Reference reference : references) {
      byStore
          .computeIfAbsent(stores.config(reference), config -> new LinkedHashSet<>())
          .add(whole(reference));
    }
    SharedSecrets shared = new SharedSecrets(stores);
    byStore.forEach(shared::ask);
    return shared;
  }

  /** What could not be read, a store at a time. */
  List<SecretsException> failures() {
    return failures;
  }

  /** Whether nothing can be said of {@code reference}, since its store failed. */
  boolean unknown(Reference reference) {
    return failedStores.contains(stores.config(reference));
  }

  /** The whole secret that {@code reference} leads into; stays this one's to close. */
  Optional<Secret> find(Reference reference) {
    return Optional.ofNullable(found.get(whole(reference)));
  }

  /** The document that {@code secret}, found for {@code reference}, is. */
  Document document(Reference reference, Secret secret, FieldReading fields) {
    return documents.computeIfAbsent(whole(reference), address -> fields.document(secret));
  }

  @Override
  public void close() {
    found.values().forEach(Secret::close);
  }

  private void ask(StoreConfig config, Set<Reference> addresses) {
    try {
      SecretStore store = stores.get(config);
      Map<SecretPath, Reference> current = new LinkedHashMap<>();
      for (Reference address : addresses) {
        if (address.version().equals(VersionSelector.current())) {
          current.put(address.path(), address);
        } else {
          store.find(address.path(), address.version()).ifPresent(s -> found.put(address, s));
        }
      }
      store
          .findAll(current.keySet())
          .forEach((path, secret) -> found.put(current.get(path), secret));
    } catch (SecretsException failure) {
      failedStores.add(config);
      failures.add(failure);
    }
  }

  private static Reference whole(Reference reference) {
    return reference.withPointer(Pointer.root());
  }
}
