package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.Secrets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A value that a program wants as a file.
 *
 * @param variable where it finds the path
 * @param source the reference of the value, or the name it is bound to
 * @param pipe whether it can be read only once
 */
record FileWish(String variable, String source, boolean pipe) {

  static void addOptions(CommandSpec spec) {
    spec.addOption(
        Options.repeated(
            "NAME=REF",
            "the value as a private file, its path in NAME; may be repeated",
            "--file"));
    spec.addOption(
        Options.perhaps(
            "NAME=REF", "as --file, a pipe to be read once; alone: all of --file are", "--fifo"));
  }

  static List<FileWish> of(Invocation invocation) {
    List<String> pipes = invocation.options("--fifo");
    boolean onlyPipes = invocation.has("--fifo") && pipes.isEmpty();
    List<FileWish> wishes = new ArrayList<>();
    invocation.options("--file").forEach(text -> wishes.add(parse(text, onlyPipes)));
    pipes.forEach(text -> wishes.add(parse(text, true)));
    return wishes;
  }

  /** {@code NAME=REF}, or {@code NAME} alone for the value that is bound to it. */
  private static FileWish parse(String text, boolean pipe) {
    int equals = text.indexOf('=');
    String variable = equals < 0 ? text : text.substring(0, equals);
    if (!ChildEnvironment.isName(variable)) {
      throw new UsageException(
          "'--file' takes NAME=REF, the name of a variable and a reference",
          "for example --file TLS_KEY=file:deploy/tls.key");
    }
    return new FileWish(variable, text.substring(equals + 1), pipe);
  }

  /** The caller closes it. */
  Secret read(Secrets secrets) {
    return Reference.looksLikeOne(source)
        ? secrets.resolve(Target.parse(source))
        : secrets.get(source);
  }
}
