package dev.secrets;

import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import dev.secrets.spi.SecretStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From references to values: asks each store once for all it keeps of them. */
final class Resolver {

  /** Values that lead to values that lead back are stopped here. */
  private static final int DEPTH_AT_MOST = 8;

  private final Stores stores;
  private final FieldReading fields;

  Resolver(Stores stores, FieldReading fields) {
    this.stores = stores;
    this.fields = fields;
  }

  /** The value at {@code reference}; the caller closes it. */
  Secret resolve(Reference reference) {
    return resolve(reference, 0);
  }

  private Secret resolve(Reference reference, int depth) {
    Secret whole =
        stores
            .get(reference.store())
            .find(reference.path(), reference.version())
            .orElseThrow(() -> absent(reference));
    return part(whole, reference, depth);
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
              resolved.put(name, part(copy(wholes.get(address)), reference, 0));
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
  private Secret part(Secret whole, Reference reference, int depth) {
    if (reference.pointer().isRoot()) {
      return whole;
    }
    try (whole) {
      Document document = fields.document(whole);
      Node field =
          document
              .find(reference.pointer())
              .orElseThrow(() -> new SecretNotFoundException("no such field"));
      SecretValue value = filled(document, fields.value(field), depth);
      return Secret.of(reference.toString(), value, whole.version());
    } catch (SecretsException failure) {
      throw failure.in("'" + reference + "'");
    }
  }

  /**
   * Dotenv and property values may hold references; those of other formats are data as they stand.
   */
  private SecretValue filled(Document document, SecretValue value, int depth) {
    boolean text =
        document.format() == DocumentFormat.DOTENV
            || document.format() == DocumentFormat.PROPERTIES;
    String raw = text ? value.revealAsString() : ""; // came out of a document of strings
    if (!Interpolation.isNeeded(raw)) {
      return value;
    }
    if (depth == DEPTH_AT_MOST) {
      throw new InvalidInputException("references lead round in a circle");
    }
    value.close();
    return SecretValue.ofText(
        new Interpolation(reference -> resolve(reference, depth + 1)).fill(raw));
  }

  static SecretNotFoundException absent(Reference reference) {
    return new SecretNotFoundException(
        "'" + reference + "' is not there", "check the path, and the version if one is named");
  }
}
