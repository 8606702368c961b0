package dev.secrets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dynamic reference of CloudFormation. Its parts hold no colons, but for the seven parts of an
 * ARN; those behind the id may be left out or empty.
 *
 * <pre>{@code
 * {{resolve:secretsmanager:<name or ARN>[:SecretString[:<key>[:<stage>[:<version>]]]]}}
 * }</pre>
 */
final class CloudFormationReference {

  static final String PREFIX = "{{resolve:";

  private static final String END = "}}";
  private static final String SERVICE = "secretsmanager";
  private static final int ARN_PARTS = 7;
  private static final int MOST_PARTS = 4;

  private CloudFormationReference() {}

  static Reference parse(String text) {
    if (!text.endsWith(END)) {
      throw new InvalidInputException("a dynamic reference of CloudFormation ends with '}}'");
    }
    String inside = text.substring(PREFIX.length(), text.length() - END.length());
    List<String> parts = List.of(inside.split(":", -1));
    if (!parts.get(0).equals(SERVICE)) {
      throw new InvalidInputException(
          "a dynamic reference to another service than Secrets Manager",
          "keep the value in AWS Secrets Manager and refer to it there");
    }
    int idParts = parts.size() > 1 && parts.get(1).equals("arn") ? ARN_PARTS : 1;
    if (parts.size() < 1 + idParts) {
      throw new InvalidInputException("a dynamic reference that names no secret");
    }
    String id = String.join(":", parts.subList(1, 1 + idParts));
    return reference(id, parts.subList(1 + idParts, parts.size()));
  }

  private static Reference reference(String id, List<String> tail) {
    if (tail.size() > MOST_PARTS || !part(tail, 0).matches("(SecretString)?")) {
      throw new InvalidInputException(
          "behind the secret stand SecretString, a key, a stage and a version");
    }
    Map<String, String> options = new LinkedHashMap<>();
    SecretArn.putUnlessEmpty(options, "stage", part(tail, 2));
    SecretArn.putUnlessEmpty(options, "version", part(tail, 3));
    Pointer key = part(tail, 1).isEmpty() ? Pointer.root() : Pointer.of(part(tail, 1));
    return new Reference("aws", SecretPath.of(id), options, key);
  }

  private static String part(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }
}
