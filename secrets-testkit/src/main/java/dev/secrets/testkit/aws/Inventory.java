package dev.secrets.testkit.aws;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The secrets of one account and region. Not thread-safe: one request at a time. */
final class Inventory {

  private final Scope scope;
  private final Clock clock;
  private final Lags lags;
  private final Supplier<String> suffixes;
  private final Pages pages = new Pages();
  private final Map<String, StoredSecret> secrets = new LinkedHashMap<>();

  Inventory(Scope scope, Clock clock, Lags lags, Supplier<String> suffixes) {
    this.scope = scope;
    this.clock = clock;
    this.lags = lags;
    this.suffixes = suffixes;
  }

  Pages pages() {
    return pages;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Every secret that is not gone for good, oldest first. */
  Collection<StoredSecret> all() {
    Instant now = now();
    secrets.values().removeIf(secret -> secret.deletion.filter(now::isAfter).isPresent());
    return secrets.values();
  }

  /** Those that a listing shows by now. */
  Stream<StoredSecret> listed() {
    Instant shown = now().minus(lags.listing());
    return all().stream().filter(secret -> !secret.created.isAfter(shown));
  }

  boolean contains(String name) {
    return all().stream().anyMatch(secret -> secret.name().equals(name));
  }

  StoredSecret create(String name) {
    return create(name, suffixes.get());
  }

  StoredSecret create(String name, String suffix) {
    StoredSecret secret = new StoredSecret(new Arn(scope, name, suffix), now());
    secrets.put(name, secret);
    return secret;
  }

  /** For good, as soon as the service gets to it. */
  void remove(StoredSecret secret) {
    if (lags.deletion().isZero()) {
      secrets.remove(secret.name());
    } else {
      secret.deletion = Optional.of(now().plus(lags.deletion()));
    }
  }

  /** An ARN for a secret that never was, as the service makes up for a forced deletion. */
  Arn unusedArn(String name) {
    return new Arn(scope, name, suffixes.get());
  }

  /** The one secret, deleted or not, that a name, an ARN or an ARN without suffix stands for. */
  StoredSecret get(String id) {
    requireOwn(id);
    List<StoredSecret> named = all().stream().filter(secret -> isMeant(secret, id)).toList();
    if (named.size() != 1) {
      throw ApiError.noSecret();
    }
    return named.get(0);
  }

  StoredSecret getAlive(String id) {
    StoredSecret secret = get(id);
    if (secret.deleted()) {
      throw ApiError.deleted();
    }
    return secret;
  }

  private static boolean isMeant(StoredSecret secret, String id) {
    return secret.name().equals(id)
        || secret.arn.partial().equals(id)
        || secret.arn.toString().equals(id);
  }

  /** Without a resource policy, a secret of another account is out of reach. */
  private void requireOwn(String id) {
    String[] parts = id.split(":", -1);
    if (id.startsWith("arn:") && parts.length > 4 && !parts[4].equals(scope.account())) {
      throw ApiError.accessDenied("GetSecretValue", id);
    }
  }
}
