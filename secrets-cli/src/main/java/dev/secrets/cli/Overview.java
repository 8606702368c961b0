package dev.secrets.cli;

/** The help of the whole command; that of one command is made by {@link Parser}. */
final class Overview {

  static final String USAGE = "Usage: secrets COMMAND [OPTIONS] [ARGUMENTS]\n";

  private Overview() {}

  static String text() {
    StringBuilder text = new StringBuilder(USAGE);
    text.append("\nSecrets of AWS Secrets Manager, git-crypt and Ansible Vault.\n\nCommands:\n");
    for (CommandName name : CommandName.values()) {
      text.append("  %-13s %s%n".formatted(name.word(), name.summary()));
    }
    return text.append(
            """
              git-crypt     stand in for git-crypt: its commands, options and exit codes
              ansible-vault stand in for ansible-vault, likewise

            secrets help COMMAND shows the options of one command.

            Example:
              secrets run -e prod -- python src/task.py
            """)
        .toString();
  }
}
