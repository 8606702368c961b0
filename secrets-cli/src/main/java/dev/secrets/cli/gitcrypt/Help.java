package dev.secrets.cli.gitcrypt;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code help} and {@code version} print. */
final class Help {

  /** The version of git-crypt that this stands in for, in its own words: scripts compare them. */
  static final String VERSION = "git-crypt 0.7.0\n";

  static final String USAGE = "Usage: git-crypt [-C DIR] COMMAND [ARGUMENTS ...]\n";

  private Help() {}

  static String overview() {
    StringBuilder text = new StringBuilder(USAGE);
    text.append("\nTransparent encryption of files in git (by secrets ")
        .append(release())
        .append(", for git-crypt 0.7).\n\nCommands:\n");
    for (Command command : Commands.all()) {
      text.append("  %-14s %s%n".formatted(command.name(), command.summary()));
    }
    return text.append("\ngit-crypt help COMMAND shows the options of one command.\n").toString();
  }

  static String of(Command command) {
    CommandSpec spec = Arguments.spec(command);
    spec.usageMessage()
        .header(command.summary(), "")
        .customSynopsis("git-crypt " + command.name() + " " + command.form())
        .footer("", "For example: " + command.example())
        .width(100);
    return new CommandLine(spec).getUsageMessage(Ansi.OFF);
  }

  private static String release() {
    return Objects.requireNonNullElse(
        Help.class.getPackage().getImplementationVersion(), "unpackaged");
  }
}
