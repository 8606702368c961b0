package dev.secrets.testkit;

import dev.secrets.Secret;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.UnsupportedCapabilityException;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contract against the least a store may be. */
final class ReadOnlyStoreTest extends SecretStoreContract {

  @Override
  protected StoreFixture fixture() {
    return StoreFixture.holding(ReadOnlyStore::new);
  }

  private static final class ReadOnlyStore implements SecretStore {

    private final SecretStore secrets = new MemoryStore();

    ReadOnlyStore(Map<SecretPath, SecretValue> held) {
      held.forEach((path, value) -> secrets.put(path, value, WriteCondition.any()));
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public Optional<Secret> find(SecretPath path, VersionSelector version) {
      if (version != VersionSelector.current()) {
        throw new UnsupportedCapabilityException("this store has no versions");
      }
      return secrets.find(path, version);
    }

    @Override
    public void close() {
      secrets.close();
    }
  }
}
