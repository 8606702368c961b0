package dev.secrets.vault;

import dev.secrets.SecretValue;
import dev.secrets.StorageException;
import dev.secrets.file.FileFailure;
import dev.secrets.file.SafeFile;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.CodecSetUp;
import dev.secrets.spi.KeyRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ansible Vault in a project: a password file that {@code ansible.cfg} names. Where a password is
 * configured or handed over already, nothing is to be made.
 */
final class VaultSetUp implements CodecSetUp {

  private static final int PASSWORD_BYTES = 33;
  private static final String PASSWORD_FILE = ".vault_pass";
  private static final String SETTING = "vault_password_file = ./" + PASSWORD_FILE;
  private static final Pattern COMMENTED = Pattern.compile("(?m)^[#;] *vault_password_file *=.*$");
  private static final Pattern SECTION = Pattern.compile("(?m)^\\[defaults\\][^\\n]*$");

  private final BackendContext context;
  private final List<Path> configured;
  private final boolean handed;

  VaultSetUp(BackendContext context) {
    this.context = context;
    configured = VaultIdentities.of(context).files();
    handed = isHanded(context);
  }

  private static boolean isHanded(BackendContext context) {
    List<SecretValue> keys = context.keys().keys(KeyRequest.passphrase(AnsibleVault.ID));
    keys.forEach(SecretValue::close);
    boolean prompts =
        VaultIdentities.of(context).declared().stream().anyMatch(each -> each.source().isPrompt());
    return prompts || !keys.isEmpty();
  }

  @Override
  public boolean hasKey() {
    return isConfigured() || (configured.isEmpty() && isFilled(passwordFile()));
  }

  private boolean isConfigured() {
    return handed || configured.stream().anyMatch(Files::isReadable);
  }

  /** As one that nobody has named yet is, or one whose run ended before it was named. */
  private static boolean isFilled(Path file) {
    return Files.isReadable(file) && file.toFile().length() > 0;
  }

  @Override
  public String keyPlace() {
    return shown(passwordFile());
  }

  @Override
  public void makeKey() {
    byte[] random = new byte[PASSWORD_BYTES];
    context.random().nextBytes(random);
    byte[] encoded = Base64.getUrlEncoder().encode(random);
    byte[] line = Arrays.copyOf(encoded, encoded.length + 1);
    line[encoded.length] = '\n';
    try {
      SafeFile.create(
          passwordFile(),
          out -> out.write(line),
          written -> requireSame(Files.readAllBytes(written), line));
    } finally {
      Stream.of(random, encoded, line).forEach(bytes -> Arrays.fill(bytes, (byte) 0));
    }
  }

  /** A script holds no password. */
  @Override
  public List<Path> keyFiles() {
    Stream<Path> made = isConfigured() ? Stream.empty() : Stream.of(passwordFile());
    return Stream.concat(configured.stream().filter(file -> !Files.isExecutable(file)), made)
        .map(Path::normalize)
        .filter(file -> file.startsWith(context.directory()))
        .distinct()
        .toList();
  }

  @Override
  public Map<Path, String> settings() {
    if (handed || !configured.isEmpty()) {
      return Map.of();
    }
    Path file = folder().resolve(AnsibleConfig.NAME);
    return Map.of(file, Files.exists(file) ? naming(read(file)) : "[defaults]\n" + SETTING + "\n");
  }

  private static String naming(String config) {
    Matcher commented = COMMENTED.matcher(config);
    if (commented.find()) {
      return commented.replaceFirst(SETTING);
    }
    Matcher section = SECTION.matcher(config);
    return section.find()
        ? section.replaceFirst("$0\n" + SETTING)
        : config + (config.isEmpty() ? "" : "\n") + "[defaults]\n" + SETTING + "\n";
  }

  private Path passwordFile() {
    return configured.isEmpty() ? folder().resolve(PASSWORD_FILE) : configured.get(0).normalize();
  }

  /** Where Ansible is run. */
  private Path folder() {
    return Stream.of("deploy", "deploy_config")
        .map(context.directory()::resolve)
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(context.directory());
  }

  private String shown(Path file) {
    return file.startsWith(context.directory())
        ? context.directory().relativize(file).toString()
        : file.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  private static void requireSame(byte[] written, byte[] meant) {
    if (!Arrays.equals(written, meant)) {
      throw new StorageException("what was written does not read back the same");
    }
  }
}
