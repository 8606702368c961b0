package dev.secrets.cli;

/** Text that stays on its line and cannot drive the terminal, whatever names it quotes. */
final class OneLine {

  private OneLine() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                line.append("\\x%02x".formatted(c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }
}
