package dev.secrets.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a plain scalar of YAML 1.1 is taken for, and how its value reads. The patterns are those of
 * the YAML 1.1 type repository as PyYAML, and so Ansible, narrows them: {@code 1e3} is a string,
 * {@code 0o7} too, and {@code y} and {@code n} are.
 */
final class YamlTyping {

  private static final Pattern BOOLEAN =
      Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
  private static final Pattern TRUE = Pattern.compile("(?i)yes|true|on");
  private static final Pattern INTEGER =
      Pattern.compile(
          "[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
              + "(\\.[0-9]*)?([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?");

  private YamlTyping() {}

  static Node.Type ofPlain(String text) {
    if (BOOLEAN.matcher(text).matches()) {
      return Node.Type.BOOLEAN;
    }
    if (NULL.matcher(text).matches()) {
      return Node.Type.NULL;
    }
    if (INTEGER.matcher(text).matches()) {
      return Node.Type.INTEGER;
    }
    if (FLOAT.matcher(text).matches()) {
      return Node.Type.FLOAT;
    }
    return TIMESTAMP.matcher(text).matches() ? Node.Type.TIMESTAMP : Node.Type.STRING;
  }

  /**
   * The value's text, see {@link Node.Scalar#text()}.
   *
   * @throws IllegalArgumentException if {@code text} spells no value of the type
   */
  static String value(Node.Type type, String text) {
    return switch (type) {
      case BOOLEAN -> bool(text);
      case INTEGER -> integer(text.replace("_", "")).toString();
      case FLOAT -> floating(text.replace("_", "").toLowerCase(Locale.ROOT));
      case NULL -> "";
      case BINARY -> binary(text);
      case STRING, TIMESTAMP -> text;
    };
  }

  private static String bool(String text) {
    if (!BOOLEAN.matcher(text).matches()) {
      throw new IllegalArgumentException("not a boolean");
    }
    return String.valueOf(TRUE.matcher(text).matches());
  }

  private static String binary(String text) {
    byte[] bytes = Base64.getMimeDecoder().decode(text);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static BigInteger integer(String text) {
    if (text.startsWith("-")) {
      return integer(text.substring(1)).negate();
    }
    if (text.startsWith("+")) {
      return integer(text.substring(1));
    }
    if (text.startsWith("0b")) {
      return new BigInteger(text.substring(2), 2);
    }
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.indexOf(':') > 0
        ? sexagesimal(text).toBigIntegerExact()
        : new BigInteger(text, text.startsWith("0") ? 8 : 10);
  }

  private static BigDecimal sexagesimal(String text) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String digits : text.split(":", -1)) {
      sum = sum.multiply(BigDecimal.valueOf(60)).add(decimal(digits));
    }
    return sum;
  }

  private static BigDecimal decimal(String digits) {
    return new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
  }

  private static String floating(String text) {
    String sign = text.startsWith("-") ? "-" : "";
    String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return switch (unsigned) {
      case ".inf" -> sign + "Infinity";
      case ".nan" -> "NaN";
      default -> sign + finite(unsigned);
    };
  }

  private static String finite(String unsigned) {
    double value =
        unsigned.indexOf(':') > 0
            ? sexagesimal(unsigned).doubleValue()
            : Double.parseDouble(unsigned);
    return Double.isInfinite(value) ? "Infinity" : asPythonWrites(value);
  }

  /** Without an exponent from 0.0001 up to 1e16, as Ansible's JSON shows it. */
  private static String asPythonWrites(double value) {
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (value == 0) {
      return "0.0";
    }
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent < -4 || exponent >= 16) {
      String digits = exact.unscaledValue().toString();
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      return "%s%se%s%02d"
          .formatted(digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    return exact.scale() <= 0 ? exact.toBigInteger() + ".0" : exact.toPlainString();
  }
}
