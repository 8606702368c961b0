package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.Secrets;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code secrets vault-client}: what Ansible calls a client script. Which reference holds the
 * password of a label stands in the environment, {@code SECRETS_VAULT_CLIENT_LABEL}, or in {@code
 * SECRETS_VAULT_CLIENT} for any label, where {@code {label}} stands for it.
 */
final class VaultClientCommand implements Command {

  /** What Ansible takes for: I know of no such label. */
  private static final int UNKNOWN = 2;

  private static final String VARIABLE = "SECRETS_VAULT_CLIENT";

  @Override
  public String form() {
    return "[OPTIONS] [--vault-id LABEL] [REFERENCE]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "REFERENCE", "where the password is"));
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Example, an executable file NAME-client that runs it with a reference:",
            "  exec secrets vault-client \"$@\" 'aws:ops/vault-pass#prod'",
            "Without a reference the variable SECRETS_VAULT_CLIENT_LABEL holds it, or",
            "SECRETS_VAULT_CLIENT for every label, with {label} for the label.");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    String label = invocation.option("--vault-id").orElse("default");
    Optional<String> text = invocation.parameter(0).or(() -> configured(invocation.host(), label));
    if (text.isEmpty()) {
      invocation.host().error("no password is known for the vault id '" + label + "'");
      return UNKNOWN;
    }
    Reference reference = Target.parse(text.get().replace("{label}", label));
    try (Secrets secrets = new Session(withoutVaultId(invocation)).openForReference();
        Secret password = secrets.resolve(reference)) {
      byte[] bytes = password.bytes();
      invocation.host().out().write(bytes);
      invocation.host().print("\n");
      Arrays.fill(bytes, (byte) 0);
      return ExitCode.DONE;
    } catch (SecretNotFoundException unknown) {
      new ErrorReport(invocation.host()).report(unknown);
      return UNKNOWN;
    }
  }

  private static Optional<String> configured(Host host, String label) {
    String own = VARIABLE + "_" + label.toUpperCase(Locale.ROOT).replaceAll("\\W", "_");
    return Optional.ofNullable(host.environment().get(own))
        .or(() -> Optional.ofNullable(host.environment().get(VARIABLE)));
  }

  /** Here the option names the label that is asked for, and no password. */
  private static Invocation withoutVaultId(Invocation invocation) {
    Map<String, List<String>> options = new HashMap<>(invocation.arguments().options());
    options.remove("--vault-id");
    Arguments given = invocation.arguments();
    Arguments arguments = new Arguments(options, given.parameters(), given.words());
    return new Invocation(
        arguments, invocation.program(), invocation.host(), invocation.calls(), invocation.audit());
  }
}
