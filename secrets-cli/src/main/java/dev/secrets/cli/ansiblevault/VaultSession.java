package dev.secrets.cli.ansiblevault;

import dev.secrets.SecretValue;
import dev.secrets.cli.Host;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeySource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.vault.AnsibleVault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The codec for one request, with the passwords that its options name. */
final class VaultSession implements AutoCloseable {

  private static final AnsibleVault PROVIDER = new AnsibleVault();
  private static final Map<Option, String> HANDED_ON =
      Map.of(
          Option.VAULT_ID, "vault-id",
          Option.VAULT_PASSWORD_FILE, "vault-password-file",
          Option.ASK_VAULT_PASSWORD, "ask-vault-pass",
          Option.ENCRYPT_VAULT_ID, "encrypt-vault-id",
          Option.NEW_VAULT_ID, "new-vault-id",
          Option.NEW_VAULT_PASSWORD_FILE, "new-vault-password-file",
          Option.ALLOW_LEGACY, "allow-legacy");

  private final Host host;
  private final SecretCodec codec;

  VaultSession(Host host, Request request) {
    this.host = host;
    BackendContext context =
        BackendContext.builder()
            .options(options(request))
            .environment(host.environment())
            .directory(host.directory())
            .keys(KeySource.fromEnvironment(host.environment(), host.directory()))
            .prompter(this::ask)
            .build();
    codec =
        request.action() == Action.REKEY ? PROVIDER.rekeying(context) : PROVIDER.create(context);
  }

  SecretCodec codec() {
    return codec;
  }

  static boolean isEnvelope(byte[] head) {
    return PROVIDER.recognizes(head);
  }

  static int headLength() {
    return PROVIDER.headLength();
  }

  /** The line that answers {@code prompt}, echoed as it is typed. */
  Optional<String> askOpenly(String prompt) throws IOException {
    host.err().print(prompt);
    host.err().flush();
    return readLine().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** From the terminal, and where there is none from standard input, as Python does. */
  Optional<SecretValue> ask(String prompt) {
    Optional<SecretValue> answer = host.prompter().readHidden(prompt);
    if (answer.isPresent()) {
      return answer;
    }
    host.err().print(prompt);
    host.err().flush();
    try {
      return readLine().map(SecretValue::takeOwnership);
    } catch (IOException nobody) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = host.in().read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = host.in().read()) {
      line.write(next);
    }
    return Optional.of(line.toByteArray());
  }

  private static Map<String, List<String>> options(Request request) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    options.put("ansible-config", List.of("strict"));
    request.options().forEach((option, values) -> handOn(request, option, values, options));
    return options;
  }

  /** What is edited keeps its label, so there the label to encrypt with counts for nothing. */
  private static void handOn(
      Request request, Option option, List<String> values, Map<String, List<String>> options) {
    boolean ignored = request.action() == Action.EDIT && option == Option.ENCRYPT_VAULT_ID;
    if (HANDED_ON.containsKey(option) && !ignored) {
      options.put(HANDED_ON.get(option), option.takesValue() ? values : List.of("true"));
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
