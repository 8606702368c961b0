package dev.secrets.spi;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import dev.secrets.StorageException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** See {@link KeySource#fromEnvironment}. */
final class EnvironmentKeys implements KeySource {

  private final Map<String, String> environment;
  private final Path directory;

  EnvironmentKeys(Map<String, String> environment, Path directory) {
    this.environment = environment;
    this.directory = directory;
  }

  @Override
  public List<SecretValue> keys(KeyRequest request) {
    String variable = "SECRETS_" + request.id().toUpperCase(Locale.ROOT).replace('-', '_') + "_KEY";
    List<SecretValue> keys = new ArrayList<>();
    for (String file :
        environment.getOrDefault(variable + "_FILE", "").split(File.pathSeparator, -1)) {
      if (!file.isEmpty()) {
        keys.add(read(directory.resolve(file), request.form()));
      }
    }
    String given = environment.getOrDefault(variable, "");
    if (!given.isEmpty()) {
      keys.add(decode(variable, given, request.form()));
    }
    return keys;
  }

  private static SecretValue read(Path file, KeyRequest.Form form) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return SecretValue.takeOwnership(
          form == KeyRequest.Form.PASSPHRASE ? withoutLineEnd(bytes) : bytes);
    } catch (IOException failure) {
      throw new StorageException("cannot read the key file '" + file + "'");
    }
  }

  private static SecretValue decode(String variable, String given, KeyRequest.Form form) {
    if (form == KeyRequest.Form.PASSPHRASE) {
      return SecretValue.ofText(given);
    }
    try {
      byte[] text = given.getBytes(StandardCharsets.US_ASCII);
      return SecretValue.takeOwnership(Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      throw new InvalidInputException("the variable '" + variable + "' does not hold base64");
    }
  }

  private static byte[] withoutLineEnd(byte[] bytes) {
    int end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
    }
    if (end > 0 && bytes[end - 1] == '\r') {
      end--;
    }
    byte[] line = Arrays.copyOf(bytes, end);
    Arrays.fill(bytes, (byte) 0);
    return line;
  }
}
