package dev.secrets.aws;

import dev.secrets.DeleteMode;
import dev.secrets.Secret;
import dev.secrets.SecretDescription;
import dev.secrets.SecretInfo;
import dev.secrets.SecretNotes;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The secrets of one account as a store: hands each request to whoever knows how. */
final class AwsStore implements SecretStore {

  private final Clients clients;
  private final Reader reader;
  private final Catalog catalog;
  private final Writer writer;
  private final Stages stages;
  private final Notes notes;
  private final Deleter deleter;
  private volatile boolean closed;

  AwsStore(Clients clients, Optional<URI> agent, BackendContext context) {
    this.clients = clients;
    Calls calls = new Calls(clients, context.calls());
    reader =
        new Reader(agent.<ValueSource>map(at -> agent(at, context)).orElse(new Service(calls)));
    catalog = new Catalog(calls);
    writer = new Writer(calls, new Tokens(context.random()));
    stages = new Stages(calls);
    notes = new Notes(calls);
    deleter = new Deleter(calls);
  }

  private static Agent agent(URI endpoint, BackendContext context) {
    return new Agent(
        endpoint,
        new AgentToken(context.environment()),
        () -> context.calls().called("GetSecretValue (agent)"));
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Optional<Secret> find(SecretPath path, VersionSelector version) {
    return answer(() -> reader.find(SecretId.of(path), version));
  }

  @Override
  public Map<SecretPath, Secret> findAll(Collection<SecretPath> paths) {
    return answer(() -> new BatchReader(reader).findAll(paths));
  }

  @Override
  public Stream<SecretInfo> list(String prefix) {
    return answer(() -> catalog.list(prefix)).stream();
  }

  @Override
  public SecretVersion put(SecretPath path, SecretValue value, WriteCondition condition) {
    return put(path, value, condition, SecretNotes.none());
  }

  @Override
  public void check(SecretPath path, SecretValue value) {
    Payload.of(SecretId.of(path), value);
  }

  @Override
  public SecretVersion put(
      SecretPath path, SecretValue value, WriteCondition condition, SecretNotes wanted) {
    return answer(() -> writer.put(SecretId.of(path), value, condition, wanted));
  }

  @Override
  public boolean delete(SecretPath path, DeleteMode mode) {
    return answer(() -> deleter.delete(SecretId.of(path), mode));
  }

  @Override
  public List<SecretVersion> versions(SecretPath path) {
    return answer(() -> catalog.versions(SecretId.of(path)));
  }

  @Override
  public String whereabouts(SecretPath path) {
    return reader.whereabouts(SecretId.of(path));
  }

  @Override
  public SecretVersion stage(SecretPath path, SecretValue value) {
    return answer(() -> writer.stage(SecretId.of(path), value));
  }

  @Override
  public SecretVersion promote(SecretPath path, VersionSelector version, WriteCondition condition) {
    return answer(() -> stages.promote(SecretId.of(path), version, condition));
  }

  @Override
  public void withdraw(SecretPath path, SecretVersion staged) {
    perform(() -> stages.withdraw(SecretId.of(path), staged));
  }

  @Override
  public boolean undelete(SecretPath path) {
    return answer(() -> deleter.undelete(SecretId.of(path)));
  }

  @Override
  public Optional<SecretDescription> describe(SecretPath path) {
    return answer(() -> notes.describe(SecretId.of(path)));
  }

  @Override
  public void annotate(SecretPath path, SecretNotes wanted) {
    perform(() -> notes.annotate(SecretId.of(path), wanted));
  }

  @Override
  public void close() {
    closed = true;
    clients.close();
  }

  private void perform(Runnable request) {
    answer(
        () -> {
          request.run();
          return true;
        });
  }

  private <T> T answer(Supplier<T> request) {
    if (closed) {
      throw new IllegalStateException("the store of AWS Secrets Manager is closed");
    }
    try {
      return request.get();
    } catch (Refusal refusal) {
      throw refusal.translated();
    }
  }

  @Override
  public String toString() {
    return "AwsStore";
  }
}
