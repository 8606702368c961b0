package dev.secrets.plan;

import dev.secrets.SecretValue;
import dev.secrets.document.DocumentFormat;

/**
 * A value that an edit takes out of a file.
 *
 * @param reference where it can be read from now on
 * @param value the value itself, open as long as the plan
 * @param line where the line begins that it stands in, in characters
 * @param spelling how it is spelled again if the text has it with escapes
 */
record MovedValue(String reference, SecretValue value, int line, DocumentFormat spelling) {
  @Override
  public String toString() {
    return "MovedValue[" + reference + "]";
  }
}
