package dev.secrets.document;

/**
 * A place in a document's text.
 *
 * @param line from 1
 * @param column from 1, in characters as an editor counts them
 */
public record Position(int line, int column) {

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
