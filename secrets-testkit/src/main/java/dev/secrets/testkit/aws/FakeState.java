package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** All secrets of all accounts and regions, and what was asked of them. Thread-safe. */
final class FakeState {

  private final Clock clock;
  private final Supplier<String> suffixes;
  private final String account;
  private final Map<String, String> accounts;
  private final Lags lags;
  private final Faults faults;
  private final Operations operations;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<Scope, Inventory> inventories = new HashMap<>();

  /** Calls come from {@code account}, but for access keys that {@code accounts} knows better. */
  FakeState(
      Clock clock,
      Lags lags,
      Supplier<String> suffixes,
      String account,
      Map<String, String> accounts) {
    this.clock = clock;
    this.lags = lags;
    faults = new Faults(clock);
    operations = new Operations(faults);
    this.suffixes = suffixes;
    this.account = account;
    this.accounts = Map.copyOf(accounts);
  }

  Faults faults() {
    return faults;
  }

  Clock clock() {
    return clock;
  }

  List<Call> calls() {
    return calls;
  }

  Optional<Fault> receive(Request request) {
    calls.add(request.inAccount(account(request)));
    return faults.take(request.operation(), request.secretIds());
  }

  /** Carries out one operation at a time, as if the service were consistent at once. */
  synchronized ObjectNode perform(Request request, ObjectNode answer) {
    Inventory secrets = inventory(new Scope(account(request), request.region()));
    operations.get(request.operation()).run(new Params(request.input()), secrets, answer);
    return answer;
  }

  synchronized void add(Scope scope, Seed.Entry entry) {
    Inventory secrets = inventory(scope);
    StoredSecret secret =
        entry.suffix().isPresent()
            ? secrets.create(entry.name(), entry.suffix().get())
            : secrets.create(entry.name());
    secret.tags.putAll(entry.tags());
    secret.add(entry.versionId(), entry.value(), List.of(Labels.CURRENT), secrets.now());
  }

  private Inventory inventory(Scope scope) {
    return inventories.computeIfAbsent(
        scope, absent -> new Inventory(scope, clock, lags, suffixes));
  }

  private String account(Request request) {
    return accounts.getOrDefault(request.accessKey(), account);
  }
}
