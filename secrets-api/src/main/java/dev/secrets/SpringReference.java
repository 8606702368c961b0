package dev.secrets;

/**
 * An import of Spring Cloud AWS. One that names several secrets is no address of one; {@code
 * optional:} and {@code prefix} say how Spring treats it, not what it is.
 *
 * <pre>{@code
 * [optional:]aws-secretsmanager:<name or ARN>[?prefix=<text>]
 * }</pre>
 */
final class SpringReference {

  static final String PREFIX = "aws-secretsmanager:";
  static final String OPTIONAL = "optional:";

  private SpringReference() {}

  static Reference parse(String text) {
    String id = text.substring(text.indexOf(PREFIX) + PREFIX.length());
    int question = id.indexOf('?');
    if (question >= 0 && !id.startsWith("prefix=", question + 1)) {
      throw new InvalidInputException("Spring knows no option but 'prefix' here");
    }
    String path = question < 0 ? id : id.substring(0, question);
    if (path.contains(";")) {
      throw new InvalidInputException(
          "an import of several secrets is no reference to one", "write one reference for each");
    }
    return Reference.of("aws", path);
  }
}
