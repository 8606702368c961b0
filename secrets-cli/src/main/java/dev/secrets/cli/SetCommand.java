package dev.secrets.cli;

import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.WriteCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets set}: a value from the terminal, standard input or a file; never from argv. */
final class SetCommand implements Command {

  private static final String STANDARD_INPUT = "-";

  @Override
  public String form() {
    return "[OPTIONS] REFERENCE|NAME [-|--from-file FILE]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "REFERENCE|NAME", "which secret, or field of one"));
    spec.addPositional(Options.parameter(1, "-", "take the exact bytes of standard input"));
    spec.addOption(Options.value("FILE", "take the exact bytes of FILE", "--from-file"));
    spec.addOption(Options.flag("only if there is none yet", "--create"));
    spec.addOption(Options.flag("only if there is one already", "--replace"));
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Without - and --from-file the value is asked for at the terminal, twice.",
            "",
            "Examples:",
            "  secrets set -e dev POSTGRES_SECRETS --from-file postgres.json",
            "  secrets set file:deploy/vars/prod.yml#/cloudreactor/api_key");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Target target = Target.of(invocation);
    WriteCondition condition = condition(invocation);
    try (Secrets secrets = target.open(new Session(invocation));
        SecretValue value = value(invocation, target)) {
      secrets.put(target.locate(secrets), value, condition);
      return ExitCode.DONE;
    }
  }

  private static WriteCondition condition(Invocation invocation) {
    boolean create = invocation.has("--create");
    boolean replace = invocation.has("--replace");
    if (create && replace) {
      throw new UsageException("'--create' and '--replace' exclude each other");
    }
    return create
        ? WriteCondition.createOnly()
        : replace ? WriteCondition.replaceOnly() : WriteCondition.any();
  }

  private static SecretValue value(Invocation invocation, Target target) throws IOException {
    Optional<String> source = invocation.parameter(1);
    Optional<String> file = invocation.option("--from-file");
    if (source.isPresent() && !source.get().equals(STANDARD_INPUT)) {
      throw new UsageException(
          "the value must not stand in the command line, where everybody can read it",
          "leave it out to be asked for it, or use - or --from-file");
    }
    if (source.isPresent() && file.isPresent()) {
      throw new UsageException("'-' and '--from-file' exclude each other");
    }
    if (file.isPresent()) {
      return SecretValue.takeOwnership(
          Files.readAllBytes(invocation.directory().resolve(file.get())));
    }
    return source.isPresent()
        ? SecretValue.takeOwnership(invocation.host().in().readAllBytes())
        : asked(invocation.host(), target);
  }

  private static SecretValue asked(Host host, Target target) {
    SecretValue first = ask(host, "Value of " + target.name() + ": ");
    try (SecretValue second = ask(host, "Again: ")) {
      if (!first.matches(second)) {
        first.close();
        throw new UsageException("the two values differ", "nothing was changed; try again");
      }
      return first;
    }
  }

  private static SecretValue ask(Host host, String prompt) {
    return host.prompter()
        .readHidden(prompt)
        .orElseThrow(
            () ->
                new UsageException(
                    "no value is given, and there is no terminal to ask at",
                    "use - for standard input, or --from-file"));
  }
}
