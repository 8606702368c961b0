package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of others on the packaged jars: on the class path, on the module path, as a plug-in. */
class ConsumersIT {

  private static final String CONSUMER =
      """
      package consumer;

      import dev.secrets.Secret;
      import dev.secrets.Secrets;
      import java.nio.file.Path;

      public class Main {
        public record Postgres(String host, int port) {}

        public static void main(String[] arguments) {
          try (Secrets secrets = Secrets.open(Path.of(arguments[0]), "dev");
              Secret secret = secrets.get("POSTGRES_SECRETS")) {
            System.out.println(secret.as(Postgres.class));
          }
        }
      }
      """;

  private static final String MODULE =
      """
      module consumer {
        requires dev.secrets;
        exports consumer;
      }
      """;

  private static final String PLUGIN =
      """
      package plugin;

      import dev.secrets.*;
      import dev.secrets.spi.*;
      import java.util.*;

      public final class EchoProvider implements SecretStoreProvider {
        @Override public String scheme() { return "echo"; }
        @Override public int spiLevel() { return SpiLevel.CURRENT; }
        @Override public SecretStore open(StoreConfig config, BackendContext context) {
          return new SecretStore() {
            @Override public Set<Capability> capabilities() { return Set.of(); }
            @Override public Optional<Secret> find(SecretPath path, VersionSelector version) {
              return Optional.of(
                  Secret.of(path.value(), SecretValue.ofText(path.value()), SecretVersion.of("1")));
            }
          };
        }
      }
      """;

  @TempDir Path directory;
  private Path classes;

  @BeforeEach
  void make_a_place_for_classes() throws IOException {
    classes = Files.createDirectory(directory.resolve("classes"));
  }

  @Test
  void a_program_on_the_class_path_reads_a_secret() throws IOException {
    compile(Map.of("consumer/Main.java", CONSUMER), "-cp", jars());

    PeerCommand.Outcome outcome =
        tool("java")
            .run("-cp", classes + ":" + jars(), "consumer.Main", Packaged.SAMPLE.toString());

    assertThat(outcome.expectSuccess().text()).isEqualTo("Postgres[host=localhost, port=5432]\n");
  }

  @Test
  void a_program_on_the_module_path_reads_a_secret() throws IOException {
    compile(
        Map.of("consumer/Main.java", CONSUMER, "module-info.java", MODULE),
        "--module-path",
        Packaged.libraries().toString());

    PeerCommand.Outcome outcome =
        tool("java")
            .run(
                "--module-path",
                classes + ":" + Packaged.libraries(),
                "--add-modules",
                "dev.secrets.vault,dev.secrets.gitcrypt",
                "--module",
                "consumer/consumer.Main",
                Packaged.SAMPLE.toString());

    assertThat(outcome.expectSuccess().text()).isEqualTo("Postgres[host=localhost, port=5432]\n");
  }

  @Test
  void a_jar_in_the_plug_in_folder_adds_a_store() throws IOException {
    compile(Map.of("plugin/EchoProvider.java", PLUGIN), "-cp", jars());
    plugIn("plugin.EchoProvider");

    assertThat(secrets().run("get", "echo:hello").expectSuccess().text()).isEqualTo("hello");
    assertThat(secrets().run("backends").expectSuccess().text())
        .contains("echo", "plugin.EchoProvider", "plugin.jar");
  }

  @Test
  void a_broken_jar_is_reported_and_stops_nothing_else() throws IOException {
    plugIn("plugin.Missing");

    assertThat(secrets().run("backends").text()).contains("plugin.Missing", "aws", "ansible-vault");
    assertThat(secrets().run("get", "env:HOME").expectSuccess().text()).isNotEmpty();
  }

  @Test
  void modules_export_what_the_architecture_says() throws IOException {
    PeerCommand.Outcome outcome =
        tool("java")
            .run(
                "--module-path",
                Packaged.libraries().toString(),
                "--describe-module",
                "dev.secrets");

    assertThat(outcome.expectSuccess().text().lines().filter(line -> line.startsWith("exports ")))
        .containsExactlyInAnyOrder(
            "exports dev.secrets",
            "exports dev.secrets.cache",
            "exports dev.secrets.document",
            "exports dev.secrets.file",
            "exports dev.secrets.inspect",
            "exports dev.secrets.mask",
            "exports dev.secrets.plan",
            "exports dev.secrets.procwrapper",
            "exports dev.secrets.project",
            "exports dev.secrets.spi");
  }

  private void compile(Map<String, String> sources, String... path) throws IOException {
    Path source = Files.createDirectory(directory.resolve("source"));
    for (Map.Entry<String, String> file : sources.entrySet()) {
      Files.createDirectories(source.resolve(file.getKey()).getParent());
      Files.writeString(source.resolve(file.getKey()), file.getValue());
    }
    Stream<String> options = Stream.concat(Stream.of(path), Stream.of("-d", classes.toString()));
    Stream<String> files = sources.keySet().stream().map(name -> source.resolve(name).toString());
    tool("javac").run(Stream.concat(options, files).toArray(String[]::new)).expectSuccess();
  }

  private void plugIn(String provider) throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("dev.secrets.spi.SecretStoreProvider"), provider);
    Path plugins = Files.createDirectories(directory.resolve(".config/secrets/plugins"));
    tool("jar")
        .run(
            "--create",
            "--file",
            plugins.resolve("plugin.jar").toString(),
            "-C",
            classes.toString(),
            ".")
        .expectSuccess();
  }

  private PeerCommand secrets() {
    return Packaged.secrets(directory, Map.of()).without("XDG_CONFIG_HOME");
  }

  /** A tool of the JDK that runs the tests. */
  private PeerCommand tool(String name) {
    return Peers.require("env")
        .prefixed(Path.of(System.getProperty("java.home"), "bin", name).toString())
        .in(directory);
  }

  private static String jars() throws IOException {
    try (Stream<Path> jars = Files.list(Packaged.libraries())) {
      return String.join(":", jars.map(Path::toString).toList());
    }
  }
}
