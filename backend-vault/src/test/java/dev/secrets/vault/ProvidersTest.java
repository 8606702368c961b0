package dev.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.spi.SecretCodecProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class ProvidersTest {

  @Test
  void the_class_path_and_the_module_path_find_the_same_provider() throws URISyntaxException {
    Path classes =
        Path.of(AnsibleVault.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor module =
        ModuleFinder.of(classes).find("dev.secrets.vault").orElseThrow().descriptor();

    List<String> onClassPath =
        ServiceLoader.load(SecretCodecProvider.class).stream()
            .map(provider -> provider.type().getName())
            .filter(name -> name.startsWith("dev.secrets.vault."))
            .toList();

    assertThat(onClassPath).containsExactly(AnsibleVault.class.getName());
    assertThat(module.provides())
        .singleElement()
        .satisfies(
            provides -> {
              assertThat(provides.service()).isEqualTo(SecretCodecProvider.class.getName());
              assertThat(provides.providers()).isEqualTo(onClassPath);
            });
  }
}
