package dev.secrets.cli.gitcrypt;

import dev.secrets.cli.Json;
import dev.secrets.gitcrypt.RemovedUser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code git-crypt rm-gpg-user}. */
final class RmGpgUserCommand implements Command {

  @Override
  public String name() {
    return "rm-gpg-user";
  }

  @Override
  public String form() {
    return "[-k NAME] [-n] [--json] USER | --abort";
  }

  @Override
  public String example() {
    return "git-crypt rm-gpg-user alice@example.org";
  }

  @Override
  public String summary() {
    return "take a collaborator's access away: a new key for all who stay";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Arguments.keyName());
    spec.addOption(Arguments.flag("stage it, and leave the commit to you", "-n", "--no-commit"));
    spec.addOption(Arguments.flag("undo a removal that was killed", "--abort"));
    spec.addOption(Arguments.flag("report as JSON, with the number of its schema", "--json"));
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    if (arguments.has("--abort")) {
      arguments.exactly(0);
      Launcher.repository(shell).abortRemoval();
      return Program.DONE;
    }
    String user = arguments.exactly(1).get(0);
    RemovedUser removed =
        Launcher.repository(shell)
            .removeGpgUser(user, arguments.keyNameGiven(), !arguments.has("--no-commit"));
    shell.print(arguments.has("--json") ? json(removed) : text(removed));
    return Program.DONE;
  }

  private static String json(RemovedUser removed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("fingerprint", removed.user().fingerprint());
    members.put("name", removed.user().name());
    members.put("newKey", removed.newKeyName());
    members.put("stillReadable", removed.stillReadable());
    members.put("otherKeys", removed.otherKeys());
    return Json.line(Json.report("removed", members));
  }

  private static String text(RemovedUser removed) {
    StringBuilder text = new StringBuilder("Removed ").append(removed.user().fingerprint());
    text.append(' ').append(removed.user().name()).append(".\n");
    text.append("Files are encrypted with the key '").append(removed.newKeyName());
    text.append("' from now on; give it to users of key files with 'git-crypt export-key -k ");
    text.append(removed.newKeyName()).append(" FILE'.\n");
    for (String key : removed.otherKeys()) {
      text.append("The user has the key '").append(key).append("' too: ");
      text.append("'git-crypt rm-gpg-user -k ").append(key).append(' ');
      text.append(removed.user().fingerprint()).append("' removes from that.\n");
    }
    if (!removed.stillReadable().isEmpty()) {
      text.append("\nThe removed user keeps what was readable. Change the secrets in:\n");
      removed.stillReadable().forEach(path -> text.append("    ").append(path).append('\n'));
    }
    return text.toString();
  }
}
