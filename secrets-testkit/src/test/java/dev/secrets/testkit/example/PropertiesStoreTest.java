package dev.secrets.testkit.example;

import static dev.secrets.spi.Capability.LIST;

import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.spi.SecretStore;
import dev.secrets.testkit.SecretStoreContract;
import dev.secrets.testkit.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;

final class PropertiesStoreTest extends SecretStoreContract {

  @TempDir Path directory;

  @Override
  protected StoreFixture fixture() {
    return StoreFixture.holding(this::storeWith).declares(LIST).textOnly();
  }

  private SecretStore storeWith(Map<SecretPath, SecretValue> secrets) {
    Properties properties = new Properties();
    secrets.forEach((path, value) -> properties.setProperty(path.value(), value.revealAsString()));
    Path file = directory.resolve("secrets.properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new PropertiesStore(file);
  }
}
