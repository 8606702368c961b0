package dev.secrets.document;

/** The offsets of a text's code points: SnakeYAML counts those, a string counts {@code char}s. */
final class CodePoints {

  private final int length;
  private final int[] offsets;

  CodePoints(String text) {
    this.length = text.length();
    this.offsets = text.codePointCount(0, length) == length ? new int[0] : offsets(text);
  }

  int offset(int index) {
    if (offsets.length == 0) {
      return Math.min(index, length);
    }
    return index < offsets.length ? offsets[index] : length;
  }

  private static int[] offsets(String text) {
    int[] offsets = new int[text.codePointCount(0, text.length())];
    for (int index = 0, at = 0; index < offsets.length; index++) {
      offsets[index] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    return offsets;
  }
}
