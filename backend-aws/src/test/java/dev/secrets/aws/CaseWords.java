package dev.secrets.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that a case of the conformance suite leaves open: {@code $a} to {@code $z} are names of
 * its own, {@code $1} to {@code $9} tokens, {@code $ARN} and {@code $NEXT} come out of the last
 * answer that had them, and {@code $x*5} is {@code x} five times.
 */
final class CaseWords {

  private static final Pattern WORD =
      Pattern.compile("\\$(?:(.)\\*(\\d+)|(ARN|PARTIAL|NEXT)|([a-z])(?![a-zA-Z])|([1-9]))");

  private final String run = "conformance/" + UUID.randomUUID() + "/";
  private final Map<String, String> remembered = new HashMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  String fill(String text) {
    return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(value(word)));
  }

  void remember(String body) throws IOException {
    JsonNode answer = new ObjectMapper().readTree(body);
    if (answer.path("ARN").isTextual()) {
      String arn = answer.get("ARN").textValue();
      remembered.put("ARN", arn);
      remembered.put("PARTIAL", arn.substring(0, arn.length() - 7));
    }
    if (answer.path("NextToken").isTextual()) {
      remembered.put("NEXT", answer.get("NextToken").textValue());
    }
  }

  List<String> names() {
    return names;
  }

  private String value(java.util.regex.MatchResult word) {
    if (word.group(1) != null) {
      return word.group(1).repeat(Integer.parseInt(word.group(2)));
    }
    if (word.group(3) != null) {
      return remembered.getOrDefault(word.group(3), "nothing-remembered");
    }
    if (word.group(4) != null) {
      String name = run + word.group(4);
      if (!names.contains(name)) {
        names.add(name);
      }
      return name;
    }
    return tokens.computeIfAbsent(word.group(5), digit -> UUID.randomUUID().toString());
  }
}
