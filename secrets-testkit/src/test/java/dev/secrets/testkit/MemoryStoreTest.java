package dev.secrets.testkit;

import dev.secrets.spi.Capability;

final class MemoryStoreTest extends SecretStoreContract {

  @Override
  protected StoreFixture fixture() {
    return StoreFixture.of(MemoryStore::new).declares(Capability.values());
  }
}
