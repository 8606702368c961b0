package dev.secrets.cli;

import java.util.List;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The options that several commands share. */
final class Options {

  /** Handed on to the backends as they are. */
  static final List<String> FOR_BACKENDS =
      List.of(
          "key-file",
          "key-name",
          "vault-id",
          "vault-password-file",
          "ask-vault-pass",
          "encrypt-vault-id",
          "new-vault-id",
          "new-vault-password-file",
          "allow-legacy",
          "deterministic-salt");

  private Options() {}

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(description).build();
  }

  static OptionSpec value(String label, String description, String... names) {
    return single(label, description, names).build();
  }

  static PositionalParamSpec parameter(int index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(String.valueOf(index))
        .arity("0..1")
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec parameters(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static void addJson(CommandSpec spec) {
    spec.addOption(flag("report as JSON, with the number of its schema", "--json"));
  }

  static void addDirectory(CommandSpec spec) {
    spec.addOption(value("DIR", "do as if started in DIR", "-C"));
  }

  static void addEnvironment(CommandSpec spec) {
    addDirectory(spec);
    spec.addOption(
        value("NAME", "the environment; else SECRETS_ENV or the default", "-e", "--env"));
    spec.addOption(value("NAME", "the secrets in effect for one task", "--task"));
    spec.addOption(flag("the secrets in effect for any task", "--all-tasks"));
  }

  static void addKinds(CommandSpec spec) {
    spec.addOption(flag("the secrets that the task reads", "--runtime"));
    spec.addOption(flag("the secrets that whoever deploys needs", "--deployment"));
  }

  /** Of every command that may have to decode something; told after the command's own. */
  static void addKeys(CommandSpec spec) {
    spec.addArgGroup(
        ArgGroupSpec.builder()
            .heading("%nKeys and passwords:%n")
            .validate(false)
            .addArg(repeated("FILE", "git-crypt key; may be repeated", "--key-file"))
            .addArg(value("NAME", "git-crypt key to encrypt with", "--key-name"))
            .addArg(repeated("LABEL@SOURCE", "vault password; may be repeated", "--vault-id"))
            .addArg(repeated("FILE", "vault password; may be repeated", "--vault-password-file"))
            .addArg(flag("ask for the vault password", "--ask-vault-pass"))
            .addArg(value("LABEL", "vault label to encrypt with", "--encrypt-vault-id"))
            .build());
    spec.addOption(flag("tell at the end which calls were made over the network", "--stats"));
    spec.addOption(flag("tell what the backends do, and more warnings", "-v", "--verbose"));
  }

  static OptionSpec repeated(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** One that may be repeated, and may stand alone. */
  static OptionSpec perhaps(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("0..1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static OptionSpec.Builder single(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description);
  }
}
