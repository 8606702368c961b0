package dev.secrets.cli;

import dev.secrets.mask.SecretMask;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets run}: a program with the secrets in its environment. */
final class RunCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] -- PROGRAM [ARGUMENT...]";
  }

  @Override
  public void describe(CommandSpec spec) {
    Options.addEnvironment(spec);
    Options.addKinds(spec);
    spec.addOption(Options.flag("the secrets alone, and nothing that is inherited", "--pristine"));
    spec.addOption(
        Options.flag("resolve the variables that proc_wrapper resolves", "--proc-wrapper"));
    Selection.addOptions(spec);
    WatchedRun.addOptions(spec);
    FileWish.addOptions(spec);
    MaskedOutput.addOptions(spec);
    spec.addOption(
        Options.value("SECONDS", "time to end before a second TERM kills; else 10", "--grace"));
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "The program gets the runtime secrets, or the deployment secrets with --deployment;",
            "both only if both are asked for. Arguments are handed on untouched, without a shell.",
            "It ends with the program's exit code, or 128 and the number of a signal; 126 if it",
            "cannot be executed, 127 if it is not found. Nothing is started when a secret is",
            "missing (3) or cannot be decrypted (5).",
            "",
            "Example:",
            "  secrets run -e prod -- python src/task.py",
            "  secrets run -e prod --pristine --only DB_PASSWORD -- ./migrate",
            "  secrets run -e prod --file TLS_KEY=file:deploy/tls.key -- ./serve",
            "  secrets run -e prod --watch --watch-interval 300 -- ./serve",
            "  secrets run --proc-wrapper -- python src/task.py");
  }

  @Override
  public int unexpected() {
    return ExitCode.RUN_FAILED;
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    checkProgram(invocation.program());
    checkOptions(invocation);
    boolean masks = MaskedOutput.isWanted(invocation);
    Duration grace = grace(invocation);
    if (invocation.has("--watch")) {
      return new WatchedRun(
              invocation, grace, (given, files) -> child(invocation, given, files, masks))
          .run();
    }
    try (ValueFiles files = new ValueFiles()) {
      Child child;
      try (Provision provision = Provision.read(invocation)) {
        child = child(invocation, provision, files, masks);
      }
      return child.run(new SignalForwarding(grace));
    }
  }

  private static Child child(
      Invocation invocation, Provision given, ValueFiles files, boolean masks) throws IOException {
    Child child =
        new Child(
            new ProcessBuilder(invocation.program()).directory(invocation.directory().toFile()),
            invocation.host());
    if (invocation.has("--pristine")) {
      child.environment().clear();
    }
    given.applyTo(child.environment(), files);
    if (masks) {
      child.mask(SecretMask.of(given.values()));
    }
    return child;
  }

  private static Duration grace(Invocation invocation) {
    return invocation
        .option("--grace")
        .map(seconds -> Duration.ofSeconds(Numbers.positive("--grace", seconds)))
        .orElse(SignalForwarding.GRACE);
  }

  private static void checkOptions(Invocation invocation) {
    if (invocation.has("--pristine") && invocation.has("--preserve-env")) {
      throw new UsageException("'--pristine' and '--preserve-env' exclude each other");
    }
    boolean watches = invocation.has("--watch");
    if (!watches && (invocation.has("--watch-interval") || invocation.has("--watch-signal"))) {
      throw new UsageException("'--watch-interval' and '--watch-signal' need '--watch'");
    }
    if (watches && invocation.has("--ask-vault-pass")) {
      throw new UsageException(
          "'--watch' reads again and cannot ask each time",
          "give the password with --vault-password-file");
    }
    if (invocation.has("--pristine") && invocation.has("--proc-wrapper")) {
      throw new UsageException(
          "'--pristine' and '--proc-wrapper' exclude each other",
          "--proc-wrapper is told what to do by variables that are inherited");
    }
  }

  private static void checkProgram(List<String> program) {
    if (program.isEmpty()) {
      throw new UsageException("no program is given", "it stands after --");
    }
    // What the JDK puts where bytes are not UTF-8.
    if (program.stream().anyMatch(argument -> argument.indexOf('\ufffd') >= 0)) {
      throw new UsageException(
          "an argument of the program is not UTF-8 and could not be handed on untouched");
    }
  }
}
