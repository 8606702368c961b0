package dev.secrets.testkit;

import static dev.secrets.spi.Capability.DELETE;
import static dev.secrets.spi.Capability.LIST;
import static dev.secrets.spi.Capability.WRITE;

import dev.secrets.Backends;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends SecretStoreContract {

  @TempDir Path directory;

  @Override
  protected StoreFixture fixture() {
    return StoreFixture.of(this::openEmpty).declares(LIST, WRITE, DELETE).naming(name -> name);
  }

  private SecretStore openEmpty() {
    try {
      Path empty = Files.createTempDirectory(directory, "store");
      BackendContext context = BackendContext.builder().directory(empty).build();
      return Backends.builder().build().open("file", StoreConfig.of("file"), context);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
