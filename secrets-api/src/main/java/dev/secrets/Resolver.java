package dev.secrets;

import dev.secrets.document.Document;
import dev.secrets.document.Node;
import dev.secrets.spi.SecretStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From references to values: asks each store once for all it keeps of them. */
final class Resolver {

  private final Stores stores;
  private final FieldReading fields;

  Resolver(Stores stores, FieldReading fields) {
    this.stores = stores;
    this.fields = fields;
  }

  /** The value at {@code reference}; the caller closes it. */
  Secret resolve(Reference reference) {
    Secret whole =
        stores
            .get(reference.store())
            .find(reference.path(), reference.version())
            .orElseThrow(() -> absent(reference));
    return part(whole, reference);
  }

  /**
   * The values of all references by the names they are asked under, in that order; those that are
   * absent are left out.
   *
   * @throws SecretsException if any cannot be read; all failures are told together
   */
  Map<String, Secret> resolveAll(Map<String, Reference> references, Absent absent) {
    Map<String, Secret> resolved = new LinkedHashMap<>();
    List<SecretsException> failures = new ArrayList<>();
    Map<Reference, Secret> wholes = wholes(references.values(), failures);
    references.forEach(
        (name, reference) -> {
          Reference address = reference.withPointer(Pointer.root());
          try {
            if (wholes.containsKey(address)) {
              resolved.put(name, part(copy(wholes.get(address)), reference));
            } else if (failures.isEmpty()) {
              throw absent(reference);
            }
          } catch (SecretNotFoundException missing) {
            absent.met(name, missing, failures);
          } catch (SecretsException failure) {
            failures.add(failure.in("'" + name + "'"));
          }
        });
    wholes.values().forEach(Secret::close);
    if (!failures.isEmpty()) {
      resolved.values().forEach(Secret::close);
      throw SeveralFailuresException.of(failures);
    }
    return resolved;
  }

  /** What to do about a name whose secret is not there. */
  @FunctionalInterface
  interface Absent {
    void met(String name, SecretNotFoundException missing, List<SecretsException> failures);
  }

  /** The whole secrets behind {@code references}; one store's failure does not hide another's. */
  private Map<Reference, Secret> wholes(
      Iterable<Reference> references, List<SecretsException> failures) {
    Map<String, Set<Reference>> byStore = new LinkedHashMap<>();
    for (Reference reference : references) {
      byStore
          .computeIfAbsent(reference.store(), name -> new LinkedHashSet<>())
          .add(reference.withPointer(Pointer.root()));
    }
    Map<Reference, Secret> wholes = new LinkedHashMap<>();
    byStore.forEach(
        (store, addresses) -> {
          try {
            wholes.putAll(fetch(stores.get(store), addresses));
          } catch (SecretsException failure) {
            failures.add(failure);
          }
        });
    return wholes;
  }

  private static Map<Reference, Secret> fetch(SecretStore store, Set<Reference> addresses) {
    Map<SecretPath, Reference> current = new LinkedHashMap<>();
    Map<Reference, Secret> found = new LinkedHashMap<>();
    for (Reference address : addresses) {
      if (address.options().isEmpty()) {
        current.put(address.path(), address);
      } else {
        store.find(address.path(), address.version()).ifPresent(s -> found.put(address, s));
      }
    }
    store.findAll(current.keySet()).forEach((path, secret) -> found.put(current.get(path), secret));
    return found;
  }

  private static Secret copy(Secret secret) {
    return Secret.of(secret.name(), SecretValue.takeOwnership(secret.bytes()), secret.version());
  }

  /** What the pointer of {@code reference} leads to in {@code whole}, which is closed. */
  private Secret part(Secret whole, Reference reference) {
    if (reference.pointer().isRoot()) {
      return whole;
    }
    String place = "'" + reference + "'";
    try (whole) {
      Document document = fields.document(whole, place);
      Optional<Node> field = document.find(reference.pointer());
      SecretValue value =
          fields.value(
              field.orElseThrow(
                  () ->
                      new SecretNotFoundException(
                          place + ": no such field", "secrets list shows what there is")));
      return Secret.of(reference.toString(), value, whole.version());
    } catch (SecretsException failure) {
      throw String.valueOf(failure.getMessage()).startsWith(place) ? failure : failure.in(place);
    }
  }

  static SecretNotFoundException absent(Reference reference) {
    return new SecretNotFoundException(
        "'" + reference + "' is not there", "check the path, and the version if one is named");
  }
}
