package dev.secrets.testkit.cache;

import dev.secrets.cache.CachingSecretStore;
import dev.secrets.spi.Capability;
import dev.secrets.testkit.MemoryStore;
import dev.secrets.testkit.SecretStoreContract;
import dev.secrets.testkit.StoreFixture;

final class CachingStoreContractTest extends SecretStoreContract {

  @Override
  protected StoreFixture fixture() {
    return StoreFixture.of(() -> CachingSecretStore.builder(new MemoryStore()).open())
        .declares(Capability.values());
  }
}
