package dev.secrets.document;

/** The double-quoted string that JSON, YAML 1.1 and so Ansible read alike. */
final class Quoting {

  private Quoting() {}

  static String json(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(point -> append(quoted, point));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int point) {
    switch (point) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (isPlain(point)) {
          quoted.appendCodePoint(point);
        } else {
          quoted.append(String.format("\\u%04x", point));
        }
      }
    }
  }

  /** Whether YAML allows the character and no reader takes it for a line end or a mark. */
  private static boolean isPlain(int point) {
    return (point >= ' ' && point < 0x7f)
        || (point >= 0xa0
            && point != 0x2028
            && point != 0x2029
            && point != 0xfeff
            && point != 0xfffe
            && point != 0xffff);
  }
}
