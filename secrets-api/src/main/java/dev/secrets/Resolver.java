package dev.secrets;

import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import dev.secrets.spi.SecretStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

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
    SecretStore store = stores.get(reference);
    Secret whole =
        store
            .find(reference.path(), reference.version())
            .orElseThrow(() -> absent(reference, store));
    if (reference.pointer().isRoot()) {
      return whole;
    }
    try (whole) {
      return field(whole, () -> fields.document(whole), reference, depth);
    }
  }

  /**
   * The values of all references by the names they are asked under, in that order; the caller
   * closes them.
   *
   * @param absent decides about a name whose secret is not there: it is left out, or a failure
   * @throws SecretsException if any cannot be had; all failures are told together
   */
  Map<String, Secret> resolveAll(Map<String, Reference> references, Absent absent) {
    Map<String, Secret> resolved = new LinkedHashMap<>();
    try (SharedSecrets shared = SharedSecrets.fetch(stores, references.values())) {
      List<SecretsException> failures = new ArrayList<>(shared.failures());
      references.forEach(
          (name, reference) -> {
            try {
              if (!shared.unknown(reference)) {
                resolved.put(name, part(shared, reference));
              }
            } catch (SecretNotFoundException missing) {
              absent.met(name, missing, failures);
            } catch (SecretsException failure) {
              failures.add(failure.in("'" + name + "'"));
            }
          });
      if (!failures.isEmpty()) {
        resolved.values().forEach(Secret::close);
        throw SeveralFailuresException.of(failures);
      }
      return resolved;
    }
  }

  /** What to do about a name whose secret is not there. */
  @FunctionalInterface
  interface Absent {
    void met(String name, SecretNotFoundException missing, List<SecretsException> failures);
  }

  private Secret part(SharedSecrets shared, Reference reference) {
    Secret whole =
        shared.find(reference).orElseThrow(() -> absent(reference, stores.get(reference)));
    return reference.pointer().isRoot()
        ? Secret.of(whole.name(), SecretValue.takeOwnership(whole.bytes()), whole.version())
        : field(whole, () -> shared.document(reference, whole, fields), reference, 0);
  }

  /** What {@code reference} points to in {@code whole}. */
  private Secret field(Secret whole, Supplier<Document> reading, Reference reference, int depth) {
    try {
      Document document = reading.get();
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
    if (!Template.isNeeded(raw)) {
      return value;
    }
    if (depth == DEPTH_AT_MOST) {
      throw new InvalidInputException("references lead round in a circle");
    }
    try (value) {
      return value.use(Template::parse).fill(source -> text(source, depth + 1));
    }
  }

  private byte[] text(String source, int depth) {
    try (Secret secret = resolve(Reference.parse(source), depth)) {
      return secret.text().getBytes(StandardCharsets.UTF_8); // it becomes part of a text
    }
  }

  static SecretNotFoundException absent(Reference reference, SecretStore store) {
    String where = store.whereabouts(reference.path());
    return new SecretNotFoundException(
        "'" + reference + "' is not there" + (where.isEmpty() ? "" : ": " + where),
        "check the path, and the version if one is named");
  }
}
