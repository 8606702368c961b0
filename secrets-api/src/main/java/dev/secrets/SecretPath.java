package dev.secrets;

/**
 * The name of a secret inside its store: an AWS secret's name or ARN, a file's path, a variable's
 * name. Not secret, so it may be logged; control characters are refused for that reason.
 *
 * @param value the name as its store spells it, not blank
 */
public record SecretPath(String value) implements Comparable<SecretPath> {

  public SecretPath {
    if (value.isBlank()) {
      throw new InvalidInputException("the path of a secret is empty");
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException("the path of a secret has a control character");
    }
  }

  public static SecretPath of(String value) {
    return new SecretPath(value);
  }

  // By hand: what the compiler makes of a record is linked at run time, and the command starts with
  // it.
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretPath that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(SecretPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
