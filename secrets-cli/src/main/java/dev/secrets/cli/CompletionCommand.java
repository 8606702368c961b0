package dev.secrets.cli;

import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code secrets completion}: scripts that complete in a shell, and never ask a backend. */
final class CompletionCommand implements Command {

  private static final String BASH =
      """
      _secrets() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} choices= at
        COMPREPLY=()
        for ((at = 2; at < COMP_CWORD; at++)); do
          [ "${COMP_WORDS[at]}" = -- ] && return
        done
        if [ "$COMP_CWORD" = 1 ] || { [ "$COMP_CWORD" = 2 ] && [ "$before" = help ]; }; then
          choices='%s help'
        elif [ "$before" = -e ] || [ "$before" = --env ]; then
          choices=$(secrets completion environments 2>/dev/null)
        else
          case $word in
            -*)
              case ${COMP_WORDS[1]} in
      %s        esac
              ;;
          esac
        fi
        [ -z "$choices" ] || COMPREPLY=($(compgen -W "$choices" -- "$word"))
      }
      complete -o default -F _secrets secrets
      """;

  @Override
  public String form() {
    return "bash|zsh|fish";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "bash|zsh|fish", "for which shell"));
    Options.addDirectory(spec);
    spec.usageMessage()
        .footer(
            "",
            "Completion reads the files of the project at most, decrypts nothing and asks nobody.",
            "",
            "Examples:",
            "  eval \"$(secrets completion bash)\"",
            "  secrets completion fish >~/.config/fish/completions/secrets.fish");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    String text =
        switch (invocation.parameter(0).orElse("")) {
          case "bash" -> bash();
          case "zsh" -> "autoload -U +X bashcompinit && bashcompinit\n" + bash();
          case "fish" -> fish();
          case "environments" -> environments(invocation); // what the scripts ask for
          default -> throw new UsageException("the shell is one of bash, zsh, fish");
        };
    invocation.host().print(text);
    return ExitCode.DONE;
  }

  private static String bash() {
    String commands =
        Stream.of(CommandName.values()).map(CommandName::word).collect(Collectors.joining(" "));
    String options =
        Stream.of(CommandName.values())
            .map(name -> "          %s) choices='%s' ;;\n".formatted(name.word(), names(name)))
            .collect(Collectors.joining());
    return BASH.formatted(commands, options);
  }

  private static String names(CommandName name) {
    return options(name).stream()
        .flatMap(option -> Stream.of(option.names()))
        .collect(Collectors.joining(" "));
  }

  private static List<OptionSpec> options(CommandName name) {
    return new Parser(name, name.create()).options();
  }

  private static String fish() {
    StringBuilder text = new StringBuilder();
    for (CommandName name : CommandName.values()) {
      text.append("complete -c secrets -f -n __fish_use_subcommand -a ")
          .append(name.word() + " -d " + quoted(name.summary()) + "\n");
      for (OptionSpec option : options(name)) {
        text.append("complete -c secrets -n '__fish_seen_subcommand_from " + name.word() + "'")
            .append(fish(option) + " -d " + quoted(String.join(" ", option.description())) + "\n");
      }
    }
    return text.toString();
  }

  private static String fish(OptionSpec option) {
    String names =
        Stream.of(option.names())
            .map(
                name ->
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1))
            .collect(Collectors.joining());
    if (option.longestName().equals("--env")) {
      return names + " -x -a '(secrets completion environments 2>/dev/null)'";
    }
    return option.arity().max() > 0 ? names + " -r" : names;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** With no backend at all: what cannot be read without one is not offered. */
  private static String environments(Invocation invocation) {
    BackendContext.Builder alone = BackendContext.builder().directory(invocation.directory());
    try (Secrets secrets = Secrets.builder().context(alone).open()) {
      return secrets.project().environments().stream()
          .map(name -> OneLine.of(name) + "\n")
          .collect(Collectors.joining());
    } catch (SecretsException unreadable) {
      return "";
    }
  }
}
