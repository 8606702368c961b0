package dev.secrets.cli;

import dev.secrets.Secret;
import dev.secrets.Secrets;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets get}: the exact bytes of one secret. */
final class GetCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] REFERENCE|NAME";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "REFERENCE|NAME", "which secret, or field of one"));
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "A name is one that the environment binds. A line end is added on a terminal only.",
            "",
            "Examples:",
            "  secrets get -e prod POSTGRES_SECRETS",
            "  secrets get file:deploy/vars/prod.yml#/cloudreactor/api_key");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Target target = Target.of(invocation);
    try (Secrets secrets = target.open(new Session(invocation));
        Secret secret = target.read(secrets)) {
      write(secret, invocation.host());
      return ExitCode.DONE;
    }
  }

  private static void write(Secret secret, Host host) throws IOException {
    byte[] bytes = secret.bytes();
    try {
      host.out().write(bytes);
      if (host.terminal()) {
        host.print("\n");
      }
      host.out().flush();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
