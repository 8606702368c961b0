package dev.secrets.cli;

import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.document.ExportFormat;
import dev.secrets.project.BindingKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets export}: the secrets of an environment in a form that another program reads. */
final class ExportCommand implements Command {

  private static final Map<String, ExportFormat> FORMATS =
      Map.of(
          "dotenv", ExportFormat.DOTENV,
          "json", ExportFormat.JSON,
          "yaml", ExportFormat.YAML,
          "shell", ExportFormat.SHELL,
          "properties", ExportFormat.PROPERTIES,
          "docker-env", ExportFormat.DOCKER_ENV);

  private static final Map<String, ExportFormat> DIALECTS =
      Map.of(
          "python-dotenv", ExportFormat.DOTENV_PYTHON,
          "node", ExportFormat.DOTENV_NODE,
          "sh", ExportFormat.DOTENV_SH);

  @Override
  public String form() {
    return "--format FORMAT [OPTIONS]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(
        Options.value("FORMAT", "dotenv, json, yaml, shell, properties or docker-env", "--format"));
    spec.addOption(
        Options.value(
            "DIALECT", "python-dotenv, node or sh: dotenv for that reader alone", "--dialect"));
    spec.addOption(Options.value("FILE", "write FILE, for its owner only", "-o", "--output"));
    Options.addEnvironment(spec);
    Options.addKinds(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "A value that the format cannot hold is refused by its name.",
            "",
            "Example:",
            "  secrets export -e dev --format docker-env -o dev.env");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ExportFormat format = format(invocation);
    byte[] text;
    try (Secrets secrets = new Session(invocation).openEnvironment();
        NamedValues values =
            NamedValues.read(
                secrets, Kinds.of(invocation, BindingKind.RUNTIME), invocation.audit())) {
      text = format.render(plain(values));
    }
    try {
      write(text, invocation);
      return ExitCode.DONE;
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static ExportFormat format(Invocation invocation) {
    ExportFormat format = choice(FORMATS, invocation.option("--format").orElse(""), "--format");
    if (!invocation.has("--dialect")) {
      return format;
    }
    if (format != ExportFormat.DOTENV) {
      throw new UsageException("'--dialect' belongs to '--format dotenv'");
    }
    return choice(DIALECTS, invocation.option("--dialect").orElse(""), "--dialect");
  }

  private static ExportFormat choice(
      Map<String, ExportFormat> choices, String word, String option) {
    ExportFormat format = choices.get(word);
    if (format == null) {
      throw new UsageException(
          "'"
              + option
              + "' is one of "
              + String.join(", ", choices.keySet().stream().sorted().toList()));
    }
    return format;
  }

  private static Map<String, SecretValue> plain(NamedValues values) {
    Map<String, SecretValue> plain = new LinkedHashMap<>();
    values.byName().forEach((name, secret) -> plain.put(name, secret.value()));
    return plain;
  }

  private static void write(byte[] text, Invocation invocation) throws IOException {
    if (invocation.has("-o")) {
      Path file = invocation.directory().resolve(invocation.option("-o").orElseThrow());
      PrivateFile.write(file, text);
    } else {
      invocation.host().out().write(text);
    }
  }
}
