package dev.secrets.procwrapper;

import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.document.Node;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the stores hold at the locations that are asked for, each read once. Closing wipes it. */
final class Contents implements AutoCloseable {

  private final Secrets secrets;
  private final Optional<String> region;
  private final Map<Reference, Secret> read = new HashMap<>();

  Contents(Secrets secrets, Optional<String> region) {
    this.secrets = secrets;
    this.region = region;
  }

  /**
   * Reads what is in stores, with as few calls as can be.
   *
   * @param wanted by the names that errors tell
   * @param optional names whose absence is no error
   * @throws SecretsException if any cannot be had; all failures are told together
   */
  void read(Map<String, Location> wanted, Set<String> optional) {
    Map<String, Reference> references = new LinkedHashMap<>();
    List<SecretsException> failures = new ArrayList<>();
    wanted.forEach(
        (name, location) -> {
          try {
            address(location)
                .filter(reference -> !read.containsKey(reference))
                .ifPresent(reference -> references.put(name, reference));
          } catch (SecretsException failure) {
            if (!(failure instanceof SecretNotFoundException && optional.contains(name))) {
              failures.add(failure.in("'" + name + "'"));
            }
          }
        });
    if (!failures.isEmpty()) {
      throw SeveralFailuresException.of(failures);
    }
    keep(references, secrets.resolve(references, optional));
  }

  private void keep(Map<String, Reference> references, Map<String, Secret> found) {
    found.forEach(
        (name, secret) -> {
          Secret earlier = read.put(references.get(name), secret);
          if (earlier != null) {
            earlier.close();
          }
        });
  }

  /**
   * The bytes at {@code location}, read now unless they have been.
   *
   * @throws SecretNotFoundException if there are none
   */
  Value get(Location location) {
    Reference reference = address(location).orElseThrow();
    return Value.of(read.computeIfAbsent(reference, address -> secrets.resolve(address)).bytes());
  }

  private Optional<Reference> address(Location location) {
    if (location.source() == Source.FILE && !location.isNamed() && !isFile(location)) {
      // Not quoted: what stands where a location should may be the value itself.
      throw new SecretNotFoundException(
          "what stands there names no source, and there is no file of that name",
          "begin it with PLAIN:, ENV:, AWS_SM:, FILE: or a store, or write an ARN");
    }
    return location.reference(region);
  }

  private boolean isFile(Location location) {
    try {
      return Files.isRegularFile(secrets.directory().resolve(location.address()));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  /** The value of a field, opened if it stands under the tag of a codec. */
  SecretValue value(Node field) {
    return secrets.value(field);
  }

  @Override
  public void close() {
    read.values().forEach(Secret::close);
  }
}
