package dev.secrets.cli;

import dev.secrets.NewValues;
import dev.secrets.Pointer;
import dev.secrets.Reference;
import dev.secrets.SecretNotes;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.WriteCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets set}: a value from the terminal, standard input or a file; never from argv. */
final class SetCommand implements Command {

  private static final String STANDARD_INPUT = "-";

  @Override
  public String form() {
    return "[OPTIONS] REFERENCE|NAME [-|--from-file FILE]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "REFERENCE|NAME", "which secret, or field of one"));
    spec.addPositional(
        Options.parameter(1, "-", "take standard input, without one final line end"));
    spec.addOption(Options.value("FILE", "take the exact bytes of FILE", "--from-file"));
    spec.addOption(Options.flag("keep the final line end of standard input", "--exact"));
    spec.addOption(
        Options.flag("leave a new value plain where others of the file are encrypted", "--plain"));
    spec.addOption(Options.flag("only if there is none yet", "--create"));
    spec.addOption(Options.flag("only if there is one already", "--replace"));
    spec.addOption(
        Options.repeated("F=-|F=?", "a field, from standard input or the terminal", "--field"));
    NewValue.addGeneration(spec);
    spec.addOption(Options.value("KEY", "let the store encrypt it with this KMS key", "--kms-key"));
    spec.addOption(Options.value("TEXT", "what it is for; no secret", "--description"));
    spec.addOption(Options.repeated("K=V", "a tag; may be repeated", "--tag"));
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Without - and --from-file the value is asked for at the terminal, twice.",
            "With --tag, --kms-key or --description alone, only these are changed.",
            "",
            "Examples:",
            "  secrets set -e dev POSTGRES_SECRETS --from-file postgres.json",
            "  secrets set file:deploy/vars/prod.yml#/cloudreactor/api_key",
            "  secrets set aws:prod/db --field username=- --field password=? --create --tag team=x",
            "  secrets set aws:prod/db --tag owner=ops");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Target target = Target.of(invocation);
    checkSource(invocation);
    WriteCondition condition = condition(invocation);
    SecretNotes notes = notes(invocation);
    try (Secrets secrets = target.open(new Session(invocation))) {
      if (changesNotesOnly(invocation, notes)) {
        Reference reference = target.locate(secrets);
        secrets.store(reference).annotate(reference.path(), notes);
      } else if (invocation.has("--field")) {
        putFields(invocation, secrets, target, condition, notes);
      } else {
        try (SecretValue value = value(invocation, target)) {
          NewValues form = invocation.has("--plain") ? NewValues.PLAIN : NewValues.LIKE_OTHERS;
          secrets.put(target.locate(secrets), value, condition, notes, form);
        }
      }
      return ExitCode.DONE;
    }
  }

  private static void putFields(
      Invocation invocation,
      Secrets secrets,
      Target target,
      WriteCondition condition,
      SecretNotes notes)
      throws IOException {
    Reference reference = target.locate(secrets);
    if (!reference.pointer().isRoot() || invocation.parameter(1).isPresent()) {
      throw new UsageException("'--field' names fields of a whole secret");
    }
    Map<Pointer, SecretValue> values = NewValue.fields(invocation);
    try {
      secrets.putFields(reference, values, condition, notes);
    } finally {
      values.values().forEach(SecretValue::close);
    }
  }

  /** Notes without a source of a value leave the value alone; a new secret needs one. */
  private static boolean changesNotesOnly(Invocation invocation, SecretNotes notes) {
    return !notes.isEmpty()
        && invocation.parameter(1).isEmpty()
        && Stream.of("--from-file", "--field", "--generate", "--create").noneMatch(invocation::has);
  }

  private static SecretNotes notes(Invocation invocation) {
    return new SecretNotes(
        invocation.option("--description"), invocation.option("--kms-key"), tags(invocation));
  }

  /** What {@code --tag} says. */
  static Map<String, String> tags(Invocation invocation) {
    Map<String, String> tags = new HashMap<>();
    for (String tag : invocation.options("--tag")) {
      int equals = tag.indexOf('=');
      if (equals < 1 || tags.put(tag.substring(0, equals), tag.substring(equals + 1)) != null) {
        throw new UsageException("'--tag' takes key=value, each key once");
      }
    }
    return tags;
  }

  private static WriteCondition condition(Invocation invocation) {
    boolean create = invocation.has("--create");
    boolean replace = invocation.has("--replace");
    if (create && replace) {
      throw new UsageException("'--create' and '--replace' exclude each other");
    }
    return create
        ? WriteCondition.createOnly()
        : replace ? WriteCondition.replaceOnly() : WriteCondition.any();
  }

  private static void checkSource(Invocation invocation) {
    Optional<String> word = invocation.parameter(1);
    if (word.isPresent() && !word.get().equals(STANDARD_INPUT)) {
      throw new UsageException(
          "the value must not stand in the command line, where everybody can read it",
          "leave it out to be asked for it, or use - or --from-file");
    }
    boolean file = invocation.has("--from-file");
    if (word.isPresent() && file) {
      throw new UsageException("'-' and '--from-file' exclude each other");
    }
    if (invocation.has("--generate") && (word.isPresent() || file)) {
      throw new UsageException("'--generate' makes the value itself");
    }
  }

  private static SecretValue value(Invocation invocation, Target target) throws IOException {
    if (invocation.has("--generate")) {
      return NewValue.generated(invocation);
    }
    Optional<String> file = invocation.option("--from-file");
    if (file.isPresent()) {
      return SecretValue.takeOwnership(
          Files.readAllBytes(invocation.directory().resolve(file.get())));
    }
    return invocation.parameter(1).isPresent()
        ? SecretValue.takeOwnership(standardInput(invocation))
        : asked(invocation.host(), target.name());
  }

  static byte[] standardInput(Invocation invocation) throws IOException {
    byte[] bytes = invocation.host().in().readAllBytes();
    int end = bytes.length;
    if (!invocation.has("--exact") && end > 0 && bytes[end - 1] == '\n') {
      end -= end > 1 && bytes[end - 2] == '\r' ? 2 : 1;
    }
    byte[] value = Arrays.copyOf(bytes, end);
    Arrays.fill(bytes, (byte) 0);
    return value;
  }

  static SecretValue asked(Host host, String name) {
    SecretValue first = ask(host, "Value of " + name + ": ");
    try (SecretValue second = ask(host, "Again: ")) {
      if (!first.matches(second)) {
        first.close();
        throw new UsageException("the two values differ", "nothing was changed; try again");
      }
      return first;
    }
  }

  private static SecretValue ask(Host host, String prompt) {
    return host.prompter()
        .readHidden(prompt)
        .orElseThrow(
            () ->
                new UsageException(
                    "no value is given, and there is no terminal to ask at",
                    "use - for standard input, or --from-file"));
  }
}
