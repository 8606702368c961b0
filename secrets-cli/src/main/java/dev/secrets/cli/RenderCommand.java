package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.StorageException;
import dev.secrets.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets render}: a template with the values in their places. */
final class RenderCommand implements Command {

  private static final String STANDARD_INPUT = "-";
  private static final String ALL = "rwxrwxrwx";
  private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");

  @Override
  public String form() {
    return "[OPTIONS] TEMPLATE|-";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "TEMPLATE|-", "a file, or - for standard input"));
    spec.addOption(Options.value("FILE", "write FILE, for its owner only", "-o", "--output"));
    spec.addOption(Options.value("MODE", "who may read FILE; else 0600", "--mode"));
    spec.addOption(Options.flag("render nothing, and tell which values can be had", "--check"));
    Options.addJson(spec);
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Each ${secret:REFERENCE} or ${secret:NAME} becomes its value, byte for byte;",
            "$${secret: stays ${secret:. Nothing is written when any value cannot be had. With",
            "--check the exit code is 1 then.",
            "",
            "Examples:",
            "  secrets render -e prod app.conf.template -o app.conf",
            "  secrets render -e prod --check app.conf.template");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Optional<Set<PosixFilePermission>> mode = invocation.option("--mode").map(RenderCommand::mode);
    Template template = Template.parse(read(invocation));
    boolean named = !template.sources().keySet().stream().allMatch(Reference::looksLikeOne);
    template.sources().keySet().forEach(invocation.audit()::used);
    Session session = new Session(invocation);
    try (Secrets secrets = named ? session.openEnvironment() : session.openForReference()) {
      if (invocation.has("--check")) {
        return check(invocation, template, secrets);
      }
      try (SecretValue rendered = secrets.render(template)) {
        write(rendered, invocation, mode);
      }
      return ExitCode.DONE;
    }
  }

  private static byte[] read(Invocation invocation) throws IOException {
    String name =
        invocation.parameter(0).orElseThrow(() -> new UsageException("no template is given"));
    if (name.equals(STANDARD_INPUT)) {
      return invocation.host().in().readAllBytes();
    }
    try {
      return Files.readAllBytes(invocation.directory().resolve(name));
    } catch (NoSuchFileException absent) {
      throw new SecretNotFoundException("'" + name + "' is not there");
    } catch (IOException unreadable) {
      throw new StorageException("cannot read '" + name + "'");
    }
  }

  private static Set<PosixFilePermission> mode(String text) {
    if (!MODE.matcher(text).matches()) {
      throw new UsageException("'--mode' takes three octal digits, such as 0640");
    }
    int bits = Integer.parseInt(text, 8);
    StringBuilder mode = new StringBuilder(ALL);
    for (int place = 0; place < ALL.length(); place++) {
      if ((bits & (0400 >> place)) == 0) {
        mode.setCharAt(place, '-');
      }
    }
    return PosixFilePermissions.fromString(mode.toString());
  }

  private static void write(
      SecretValue rendered, Invocation invocation, Optional<Set<PosixFilePermission>> mode)
      throws IOException {
    byte[] bytes = rendered.copyBytes();
    try {
      if (invocation.has("-o")) {
        Path file = invocation.directory().resolve(invocation.option("-o").orElseThrow());
        PrivateFile.write(file, bytes);
        if (mode.isPresent()) {
          Files.setPosixFilePermissions(file, mode.get());
        }
      } else {
        invocation.host().out().write(bytes);
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** One line or object for each value: where it stands, where it comes from, and what is wrong. */
  private static int check(Invocation invocation, Template template, Secrets secrets)
      throws IOException {
    List<Map<String, Object>> references = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    boolean sound = true;
    for (Map.Entry<String, Integer> source : template.sources().entrySet()) {
      Optional<String> problem = problem(source.getKey(), secrets);
      sound &= problem.isEmpty();
      references.add(fields(source.getKey(), source.getValue(), problem));
      rows.add(List.of("line " + source.getValue(), source.getKey(), problem.orElse("can be had")));
    }
    invocation
        .host()
        .print(
            invocation.has("--json")
                ? Json.line(Json.report("references", references))
                : Table.of(rows));
    return sound ? ExitCode.DONE : ExitCode.FOUND;
  }

  private static Map<String, Object> fields(String source, int line, Optional<String> problem) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("reference", source);
    fields.put("line", line);
    fields.put("ok", problem.isEmpty());
    problem.ifPresent(text -> fields.put("problem", text));
    return fields;
  }

  private static Optional<String> problem(String source, Secrets secrets) {
    try {
      secrets.render(Template.of(source)).close();
      return Optional.empty();
    } catch (SecretsException failure) {
      return Optional.of(String.valueOf(failure.getMessage()));
    }
  }
}
