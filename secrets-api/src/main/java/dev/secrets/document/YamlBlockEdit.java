package dev.secrets.document;

import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Site.Style;
import dev.secrets.document.YamlSpelling.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Edits of collections written as indented lines. */
final class YamlBlockEdit {

  /** How far Ansible indents the lines of an inline vault, counted from the key. */
  private static final int VAULT_INDENT = 10;

  private YamlBlockEdit() {}

  static Splice replace(Source source, Entry field, Scalar value) {
    Site old = field.value();
    String lead = YamlSpelling.lead(source, old);
    Optional<List<String>> lines = blockLines(value, old);
    if (lines.isEmpty()) {
      return new Splice(
          old.start(), old.end(), lead + YamlSpelling.inline(value, old, Context.BLOCK));
    }
    boolean wasBlock = old.style() == Style.BLOCK_SCALAR;
    int end = wasBlock ? old.end() : source.lineEnd(old.end());
    String comment = source.text().substring(old.end(), end);
    String block =
        YamlSpelling.anchor(old)
            + header(value)
            + comment
            + body(source, lines.get(), wasBlock ? indent(source, old) : indent(source, field));
    return new Splice(old.start(), end, lead + block + lastLineEnd(source, value, end));
  }

  static Splice add(Source source, Site parent, String key, Scalar value) {
    String name = parent.isSequence() ? "- " : YamlSpelling.key(key) + ": ";
    if (parent.entries().isEmpty()) {
      String line = name + spelled(source, value, VAULT_INDENT) + source.newline();
      return Splice.insert(source.text().length(), source.newlineBeforeAppending() + line);
    }
    Entry first = parent.entries().get(0);
    int column = column(source, parent.isSequence() ? dash(source, first) : first.start());
    int at = source.lineEnd(parent.entries().get(parent.entries().size() - 1).value().end());
    String line = " ".repeat(column) + name + spelled(source, value, column + VAULT_INDENT);
    return Splice.insert(at, source.newline() + line + lastLineEnd(source, value, at));
  }

  static Splice remove(Source source, Site parent, Entry field) {
    int start = parent.isSequence() ? dash(source, field) : field.start();
    if (parent.entries().size() == 1 && !isTop(source, parent)) {
      return new Splice(start, field.value().end(), parent.isSequence() ? "[]" : "{}");
    }
    int next = source.nextLine(field.value().end());
    int lineStart = source.lineStart(start);
    if (source.text().substring(lineStart, start).isBlank()) {
      return Splice.delete(lineStart, next);
    }
    // It shares its line with the dash before it, so the next field takes its place there.
    return Splice.delete(start, skipBlanks(source.text(), next));
  }

  private static boolean isTop(Source source, Site parent) {
    return !parent.isSequence() && column(source, parent.entries().get(0).start()) == 0;
  }

  private static Optional<List<String>> blockLines(Scalar value, Site old) {
    boolean block =
        value.tag().isPresent()
            || (old.style() == Style.BLOCK_SCALAR && value.text().indexOf('\n') >= 0);
    return block ? YamlSpelling.literalLines(value.text()) : Optional.empty();
  }

  private static String spelled(Source source, Scalar value, int indent) {
    return (value.tag().isPresent()
            ? YamlSpelling.literalLines(value.text())
            : Optional.<List<String>>empty())
        .map(lines -> header(value) + body(source, lines, indent))
        .orElseGet(() -> YamlSpelling.inline(value, Context.BLOCK));
  }

  private static String header(Scalar value) {
    return YamlSpelling.tag(value) + (value.text().endsWith("\n") ? "|" : "|-");
  }

  private static String body(Source source, List<String> lines, int indent) {
    String start = source.newline() + " ".repeat(indent);
    return lines.stream().map(start::concat).collect(Collectors.joining());
  }

  /** A block scalar has its last line end only if one stands in the file. */
  private static String lastLineEnd(Source source, Scalar value, int at) {
    boolean needed = at == source.text().length() && value.text().endsWith("\n");
    return needed ? source.newline() : "";
  }

  private static int indent(Source source, Entry field) {
    return column(source, field.start()) + VAULT_INDENT;
  }

  private static int indent(Source source, Site block) {
    int line = source.nextLine(block.start());
    return skipBlanks(source.text(), line) - line;
  }

  private static int column(Source source, int offset) {
    return source.at(offset).column() - 1;
  }

  /** The dash of an item; where something other than blanks follows it, the proof will fail. */
  private static int dash(Source source, Entry item) {
    return Math.max(0, source.text().lastIndexOf('-', Math.max(0, item.start() - 1)));
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
