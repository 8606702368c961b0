package dev.secrets.cli.gitcrypt;

import dev.secrets.cli.Json;
import dev.secrets.gitcrypt.GpgUser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code git-crypt ls-gpg-users}. */
final class LsGpgUsersCommand implements Command {

  @Override
  public String name() {
    return "ls-gpg-users";
  }

  @Override
  public String form() {
    return "[--json]";
  }

  @Override
  public String example() {
    return "git-crypt ls-gpg-users --json";
  }

  @Override
  public String summary() {
    return "show who has which key";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Arguments.flag("report as JSON, with the number of its schema", "--json"));
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    arguments.exactly(0);
    List<GpgUser> users = Launcher.repository(shell).gpgUsers();
    shell.print(arguments.has("--json") ? json(users) : lines(users));
    return Program.DONE;
  }

  private static String lines(List<GpgUser> users) {
    StringBuilder text = new StringBuilder();
    String key = "";
    for (GpgUser user : users) {
      if (!user.keyName().equals(key)) {
        key = user.keyName();
        text.append(key).append(":\n");
      }
      text.append("    ").append(user.fingerprint());
      text.append(user.name().isEmpty() ? "" : "  ").append(user.name()).append('\n');
    }
    return text.toString();
  }

  private static String json(List<GpgUser> users) {
    return Json.line(Json.report("users", users.stream().map(LsGpgUsersCommand::members).toList()));
  }

  private static Map<String, Object> members(GpgUser user) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("key", user.keyName());
    members.put("fingerprint", user.fingerprint());
    members.put("name", user.name());
    return members;
  }
}
