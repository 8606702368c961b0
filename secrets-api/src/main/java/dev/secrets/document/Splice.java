package dev.secrets.document;

/** One change of a text: the stretch from {@code start} to {@code end} gives way. */
final class Splice {

  private final int start;
  private final int end;
  private final String replacement;

  Splice(int start, int end, String replacement) {
    this.start = start;
    this.end = end;
    this.replacement = replacement;
  }

  static Splice insert(int at, String text) {
    return new Splice(at, at, text);
  }

  static Splice delete(int start, int end) {
    return new Splice(start, end, "");
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  String replacement() {
    return replacement;
  }

  @Override
  public String toString() {
    return "Splice[" + start + ".." + end + "]";
  }
}
