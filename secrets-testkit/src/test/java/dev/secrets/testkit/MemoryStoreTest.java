package dev.secrets.testkit;

import static dev.secrets.spi.Capability.DELETE;
import static dev.secrets.spi.Capability.LIST;
import static dev.secrets.spi.Capability.VERSIONS;
import static dev.secrets.spi.Capability.WRITE;

final class MemoryStoreTest extends SecretStoreContract {

  @Override
  protected StoreFixture fixture() {
    return StoreFixture.of(MemoryStore::new).declares(LIST, WRITE, DELETE, VERSIONS);
  }
}
