package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.spi.SecretCodecProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class GitCryptTest {

  @Test
  void the_service_loader_finds_it() {
    assertThat(ServiceLoader.load(SecretCodecProvider.class))
        .hasExactlyElementsOfTypes(GitCrypt.class);
  }

  @Test
  void module_and_service_file_provide_the_same() throws Exception {
    Path classes =
        Path.of(GitCrypt.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> services =
        Files.readAllLines(
            classes.resolve("META-INF/services").resolve(SecretCodecProvider.class.getName()));

    assertThat(descriptor(classes).provides())
        .singleElement()
        .satisfies(
            provides -> {
              assertThat(provides.service()).isEqualTo(SecretCodecProvider.class.getName());
              assertThat(provides.providers()).isEqualTo(services);
            });
  }

  @Test
  void only_the_magic_is_recognized() {
    byte[] magic = Keys.bytes(new byte[] {0}, "GITCRYPT".getBytes(), new byte[] {0});

    assertThat(new GitCrypt().recognizes(magic)).isTrue();
    assertThat(new GitCrypt().recognizes("$ANSIBLE_VAULT;".getBytes())).isFalse();
    assertThat(new GitCrypt().recognizes(KeyFileFormat.MAGIC)).isFalse();
    assertThat(new GitCrypt().recognizes(new byte[0])).isFalse();
  }

  private static ModuleDescriptor descriptor(Path classes) throws IOException {
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    }
  }
}
