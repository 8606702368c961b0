package dev.secrets.testkit.example;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.OptionSpec;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.SecretStoreProvider;
import dev.secrets.spi.SpiLevel;
import dev.secrets.spi.StoreConfig;
import java.util.List;

/** Secrets in a Java properties file: a whole backend of a third party. */
public final class PropertiesStoreProvider implements SecretStoreProvider {

  @Override
  public String scheme() {
    return "properties";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.required("file", "the properties file"));
  }

  @Override
  public SecretStore open(StoreConfig config, BackendContext context) {
    return new PropertiesStore(context.directory().resolve(config.get("file")));
  }
}
