package dev.secrets.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.spi.SecretStoreProvider;
import dev.secrets.spi.SpiLevel;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** How the provider is found. */
final class AwsSecretsManagerTest {

  @Test
  void the_service_loader_finds_the_provider() {
    assertThat(ServiceLoader.load(SecretStoreProvider.class))
        .filteredOn(provider -> provider.scheme().equals("aws"))
        .singleElement()
        .isInstanceOf(AwsSecretsManager.class)
        .extracting(SecretStoreProvider::spiLevel)
        .isEqualTo(SpiLevel.CURRENT);
  }

  @Test
  void the_module_provides_what_the_service_file_names() throws IOException, URISyntaxException {
    Path classes =
        Path.of(
            AwsSecretsManager.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String service = SecretStoreProvider.class.getName();
    List<String> named;
    try (var file = AwsSecretsManager.class.getResourceAsStream("/META-INF/services/" + service)) {
      named = new String(file.readAllBytes(), UTF_8).lines().toList();
    }

    assertThat(
            ModuleFinder.of(classes).find("dev.secrets.aws").orElseThrow().descriptor().provides())
        .singleElement()
        .satisfies(
            provides -> {
              assertThat(provides.service()).isEqualTo(service);
              assertThat(provides.providers()).isEqualTo(named);
            });
  }
}
