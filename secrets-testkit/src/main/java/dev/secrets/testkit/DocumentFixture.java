package dev.secrets.testkit;

import dev.secrets.Pointer;
import dev.secrets.document.DocumentFormat;
import java.util.Set;

/**
 * What {@link DocumentFormatContract} needs to know of a format: a document in three stretches, of
 * which the middle one is one entry with its line end, and its limits as data.
 *
 * @param format the format under test
 * @param before the text up to the entry, of one line at least
 * @param entry the whole lines of a field that holds a string
 * @param after the text behind it, of one line at least
 * @param field leads to the entry
 * @param absent leads to a field that the document has not, but could have
 * @param limits what the format cannot promise
 */
public record DocumentFixture(
    DocumentFormat format,
    String before,
    String entry,
    String after,
    Pointer field,
    Pointer absent,
    Set<Limit> limits) {

  /** A promise of the contract that a format cannot keep. */
  public enum Limit {
    /** Bytes that are not UTF-8 are read in another charset. */
    ANY_BYTES_ARE_TEXT,
    /** A value cannot hold a NUL. */
    NO_NUL
  }

  public DocumentFixture {
    limits = Set.copyOf(limits);
  }

  /** A format without limits. */
  public static DocumentFixture of(
      DocumentFormat format,
      String before,
      String entry,
      String after,
      Pointer field,
      Pointer absent) {
    return new DocumentFixture(format, before, entry, after, field, absent, Set.of());
  }

  /** The same format with these limits. */
  public DocumentFixture declares(Limit... declared) {
    return new DocumentFixture(format, before, entry, after, field, absent, Set.of(declared));
  }

  /** The whole document. */
  String text() {
    return before + entry + after;
  }

  /** The same document with CRLF line ends. */
  DocumentFixture inCrLf() {
    return new DocumentFixture(
        format, crLf(before), crLf(entry), crLf(after), field, absent, limits);
  }

  /** The same document behind a byte order mark. */
  DocumentFixture behindMark() {
    return new DocumentFixture(format, "\uFEFF" + before, entry, after, field, absent, limits);
  }

  private static String crLf(String text) {
    return text.replace("\n", "\r\n");
  }
}
