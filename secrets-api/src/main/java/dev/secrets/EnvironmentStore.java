package dev.secrets;

import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The variables of the process environment, read only: {@code env:HOME}. */
final class EnvironmentStore implements SecretStore {

  private static final SecretVersion ONLY_VERSION = SecretVersion.of("current");

  private final Map<String, String> variables;
  private volatile boolean closed;

  EnvironmentStore(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.LIST);
  }

  @Override
  public Optional<Secret> find(SecretPath path, VersionSelector version) {
    checkOpen();
    if (!version.equals(VersionSelector.current())) {
      throw new UnsupportedCapabilityException("environment variables have no versions");
    }
    return Optional.ofNullable(variables.get(path.value()))
        .map(text -> Secret.of(path.value(), SecretValue.ofText(text), ONLY_VERSION));
  }

  @Override
  public Stream<SecretInfo> list(String prefix) {
    checkOpen();
    return variables.keySet().stream()
        .filter(name -> name.startsWith(prefix) && !name.isBlank())
        .sorted()
        .map(name -> SecretInfo.of(SecretPath.of(name)));
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the environment store is closed");
    }
  }
}
