package dev.secrets.testkit;

import static dev.secrets.spi.Capability.LIST;

import dev.secrets.Backends;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.StoreConfig;
import java.util.LinkedHashMap;
import java.util.Map;

class EnvironmentStoreTest extends SecretStoreContract {

  @Override
  protected StoreFixture fixture() {
    return StoreFixture.holding(EnvironmentStoreTest::variables).declares(LIST).textOnly();
  }

  private static SecretStore variables(Map<SecretPath, SecretValue> secrets) {
    Map<String, String> environment = new LinkedHashMap<>();
    secrets.forEach((path, value) -> environment.put(path.value(), value.revealAsString()));
    BackendContext context = BackendContext.builder().environment(environment).build();
    return Backends.builder().build().open("env", StoreConfig.of("env"), context);
  }
}
