package dev.secrets.inspect;

import dev.secrets.Pointer;
import dev.secrets.Secret;
import dev.secrets.SecretsException;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.project.Finding;
import dev.secrets.project.SecretFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON in dotenv files, which their readers read differently. */
final class DotenvChecks {

  private static final Pattern PORTABLE =
      Pattern.compile("'(?:[^'\\\\$]|\\\\(?![\\\\']))*'", Pattern.DOTALL);
  private static final Pattern UNQUOTED_START =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*([{\\[].*)");
  private static final Pattern ENTRY =
      Pattern.compile("\\s*(?:export\\s+)?[A-Za-z_][A-Za-z0-9_]*\\s*=.*");

  private DotenvChecks() {}

  static void json(Inspection project, Findings found) {
    for (SecretFile file : project.secretFiles()) {
      boolean dotenv = DocumentFormat.ofFileName(file.path()) == DocumentFormat.DOTENV;
      Optional<Secret> plaintext =
          dotenv && project.files().exists(file.path())
              ? project.plaintext(file.path())
              : Optional.empty();
      if (plaintext.isPresent()) {
        try (Secret secret = plaintext.get()) {
          // A document of strings is made of it anyway.
          lookAt(project, file.path(), secret.text(), found);
        } catch (SecretsException notText) {
          project.unopened().put(file.path(), notText);
        }
      }
    }
  }

  private static void lookAt(Inspection project, String path, String text, Findings found) {
    List<Broken> broken = Broken.in(text);
    broken.forEach(entry -> torn(project, path, entry, found));
    if (broken.isEmpty()) {
      project.document(path).ifPresent(document -> spelling(project, path, document, found));
    }
  }

  /** P10. */
  private static void torn(Inspection project, String path, Broken entry, Findings found) {
    Finding finding =
        found.error(
            "P10",
            path + ":" + entry.line() + ":1",
            "'%s' is JSON over several lines without quotes, of which readers take the first"
                .formatted(entry.name()),
            "put it into single quotes");
    if (isPlain(project, path) && Leaf.json(entry.json()).isPresent()) {
      found.fixable(finding, Fix.content(path, content -> Broken.mended(content)));
    }
  }

  /** P9. */
  private static void spelling(Inspection project, String path, Document document, Findings found) {
    for (Leaf leaf : Leaf.of(document.root())) {
      String source = document.source(Pointer.of(leaf.key())).orElse("").strip();
      boolean json = Leaf.json(leaf.scalar().text()).isPresent();
      if (json && !PORTABLE.matcher(source).matches()) {
        Finding finding =
            found.warning(
                "P9",
                Finding.place(path, leaf.scalar().position()),
                "the JSON of '%s' is spelled so that not every reader takes it alike"
                    .formatted(leaf.key()),
                "put it into single quotes, with ' \\ $ as \\u0027 \\u005c \\u0024");
        if (isPlain(project, path)) {
          found.fixable(finding, Fix.content(path, content -> respelled(content, leaf)));
        }
      }
    }
  }

  private static boolean isPlain(Inspection project, String path) {
    byte[] content = project.files().bytes(path).orElse(new byte[0]);
    return project.envelope(content).isEmpty();
  }

  /** The same JSON in the spelling that all readers read alike. */
  private static byte[] respelled(byte[] content, Leaf leaf) {
    Document document = Document.parse(DocumentFormat.DOTENV, content, Map.of());
    Pointer entry = Pointer.of(leaf.key());
    String text = portable(leaf.scalar().text());
    // Added anew: an entry that is changed keeps its quotes.
    String old = document.source(entry).orElse("");
    return old.isEmpty() ? content : document.withSource(entry, "'" + text + "'").bytes();
  }

  static String portable(String json) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < json.length(); at++) {
      char c = json.charAt(at);
      boolean escapedBackslash = c == '\\' && json.startsWith("\\\\", at);
      if (escapedBackslash) {
        text.append("\\u005c");
        at++;
      } else {
        text.append(c == '\'' ? "\\u0027" : c == '$' ? "\\u0024" : String.valueOf(c));
      }
    }
    return text.toString();
  }

  /** An entry whose JSON goes on in lines that no reader takes for part of it. */
  private record Broken(int line, String name, String json, int lines) {

    static List<Broken> in(String text) {
      List<String> lines = text.lines().toList();
      List<Broken> broken = new ArrayList<>();
      for (int at = 0; at < lines.size(); at++) {
        Matcher start = UNQUOTED_START.matcher(lines.get(at));
        if (start.matches() && balance(start.group(2)) > 0) {
          StringBuilder json = new StringBuilder(start.group(2));
          int end = at + 1;
          while (end < lines.size()
              && balance(json.toString()) > 0
              && !ENTRY.matcher(lines.get(end)).matches()) {
            json.append('\n').append(lines.get(end));
            end++;
          }
          broken.add(new Broken(at + 1, start.group(1), json.toString(), end - at));
        }
      }
      return broken;
    }

    /** Every such entry in the portable spelling. */
    static byte[] mended(byte[] content) {
      String text = new String(content, StandardCharsets.UTF_8);
      for (Broken entry : in(text)) {
        if (Leaf.json(entry.json()).isPresent()) {
          text = text.replace("=" + entry.json(), "='" + portable(entry.json()) + "'");
        }
      }
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int balance(String text) {
      int depth = 0;
      boolean quoted = false;
      for (int at = 0; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '\\' && quoted) {
          at++;
        } else if (c == '"') {
          quoted = !quoted;
        } else if (!quoted) {
          depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }
      }
      return depth;
    }

    @Override
    public String toString() {
      return "Broken[" + name + "]";
    }
  }
}
