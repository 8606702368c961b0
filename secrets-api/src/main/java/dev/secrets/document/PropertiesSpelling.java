package dev.secrets.document;

/** Keys and values of Java properties, in ASCII so that any reader's charset will do. */
final class PropertiesSpelling {

  private PropertiesSpelling() {}

  static String key(String key) {
    StringBuilder spelled = new StringBuilder();
    key.chars().forEach(each -> append(spelled, (char) each, " :=#!".indexOf(each) >= 0));
    return spelled.toString();
  }

  static String value(String text) {
    StringBuilder spelled = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      append(spelled, text.charAt(at), at == 0 && text.charAt(at) == ' ');
    }
    return spelled.toString();
  }

  private static void append(StringBuilder spelled, char character, boolean escaped) {
    switch (character) {
      case '\\' -> spelled.append("\\\\");
      case '\t' -> spelled.append("\\t");
      case '\n' -> spelled.append("\\n");
      case '\r' -> spelled.append("\\r");
      case '\f' -> spelled.append("\\f");
      default -> {
        if (character < ' ' || character > '~') {
          spelled.append(String.format("\\u%04x", (int) character));
        } else {
          spelled.append(escaped ? "\\" : "").append(character);
        }
      }
    }
  }
}
