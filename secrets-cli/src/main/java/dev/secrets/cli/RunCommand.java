package dev.secrets.cli;

import dev.secrets.Secrets;
import dev.secrets.project.BindingKind;
import java.util.List;
import java.util.Map;
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
            "  secrets run -e prod -- python src/task.py");
  }

  @Override
  public int unexpected() {
    return ExitCode.RUN_FAILED;
  }

  @Override
  public int run(Invocation invocation) throws InterruptedException {
    checkProgram(invocation.program());
    Child child =
        new Child(
            new ProcessBuilder(invocation.program()).directory(invocation.directory().toFile()),
            invocation.host());
    inject(invocation, child.environment());
    return child.run();
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

  private static void inject(Invocation invocation, Map<String, String> environment) {
    Session session = new Session(invocation);
    try (Secrets secrets = session.openEnvironment()) {
      if (invocation.has("-v")) {
        session.warnOfFindings(secrets);
      }
      try (NamedValues values =
          NamedValues.read(secrets, Kinds.of(invocation, BindingKind.RUNTIME))) {
        environment.putAll(ChildEnvironment.of(values.byName()));
      }
    }
  }
}
