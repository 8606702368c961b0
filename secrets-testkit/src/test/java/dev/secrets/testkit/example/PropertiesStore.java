package dev.secrets.testkit.example;

import dev.secrets.Secret;
import dev.secrets.SecretInfo;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.StorageException;
import dev.secrets.UnsupportedCapabilityException;
import dev.secrets.VersionSelector;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the file anew each time, so that it sees what was changed meanwhile. */
final class PropertiesStore implements SecretStore {

  private final Path file;
  private volatile boolean closed;

  PropertiesStore(Path file) {
    this.file = file;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.LIST);
  }

  @Override
  public Optional<Secret> find(SecretPath path, VersionSelector version) {
    if (!version.equals(VersionSelector.current())) {
      throw new UnsupportedCapabilityException("'" + path + "': a properties file has no versions");
    }
    return Optional.ofNullable(read().getProperty(path.value()))
        .map(text -> Secret.of(path.value(), SecretValue.ofText(text), SecretVersion.of("1")));
  }

  @Override
  public Stream<SecretInfo> list(String prefix) {
    return read().stringPropertyNames().stream()
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .map(name -> SecretInfo.of(SecretPath.of(name)));
  }

  @Override
  public void close() {
    closed = true;
  }

  private Properties read() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      properties.load(text);
      return properties;
    } catch (IOException failure) {
      throw new StorageException("cannot read '" + file + "'");
    }
  }
}
