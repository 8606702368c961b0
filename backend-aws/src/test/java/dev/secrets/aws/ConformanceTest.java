package dev.secrets.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The fake's specification: one behaviour a case, in {@code conformance.txt}. With {@code
 * -Dendpoint=https://secretsmanager.us-east-1.amazonaws.com} the cases are put to that service,
 * with the credentials and the region of the environment; what they make there they delete.
 */
final class ConformanceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CASE = "case: ";

  private static final Optional<FakeSecretsManager> FAKE =
      System.getProperty("endpoint") == null
          ? Optional.of(FakeSecretsManager.start())
          : Optional.empty();

  /** What a case does: one call, and what is to come of it. */
  private record Step(String operation, String input, String expected) {

    static Step parse(String line) {
      int blank = line.indexOf(' ');
      int arrow = line.lastIndexOf(" -> ");
      return new Step(
          line.substring(0, blank), line.substring(blank + 1, arrow), line.substring(arrow + 4));
    }
  }

  @AfterAll
  static void close() {
    FAKE.ifPresent(FakeSecretsManager::close);
  }

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<DynamicTest> cases = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith(CASE)) {
        steps = new ArrayList<>();
        List<Step> own = steps;
        cases.add(DynamicTest.dynamicTest(line.substring(CASE.length()), () -> run(own)));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        steps.add(Step.parse(line));
      }
    }
    return cases.stream();
  }

  private static List<String> lines() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ConformanceTest.class.getResourceAsStream("conformance.txt"))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  private static void run(List<Step> steps) throws IOException {
    SignedClient client =
        FAKE.map(fake -> SignedClient.of(fake.endpoint(), fake.environment()))
            .orElseGet(
                () -> SignedClient.of(URI.create(System.getProperty("endpoint")), System.getenv()));
    CaseWords words = new CaseWords();
    try {
      for (Step step : steps) {
        SignedClient.Answer answer = client.call(step.operation(), words.fill(step.input()));
        words.remember(answer.body());
        check(step, answer, words);
      }
    } finally {
      for (String name : words.names()) {
        client.call(
            "DeleteSecret", "{\"SecretId\":\"" + name + "\",\"ForceDeleteWithoutRecovery\":true}");
      }
    }
  }

  private static void check(Step step, SignedClient.Answer answer, CaseWords words)
      throws IOException {
    String expected = words.fill(step.expected());
    if (expected.startsWith("{")) {
      assertThat(answer.status()).as("%s: %s", step, answer.body()).isEqualTo(200);
      assertContains(JSON.readTree(expected), JSON.readTree(answer.body()), step.toString());
    } else {
      String[] parts = expected.split(" ", 2);
      assertThat(answer.status()).as("%s: %s", step, answer.body()).isEqualTo(400);
      assertThat(answer.code()).as(step.toString()).isIn((Object[]) parts[0].split("\\|"));
      assertThat(answer.body()).as(step.toString()).contains(parts.length > 1 ? parts[1] : "");
    }
  }

  /** Objects hold at least these members, arrays these elements in any order; {@code *} is any. */
  private static void assertContains(JsonNode expected, JsonNode found, String step) {
    if (expected.isTextual() && expected.textValue().equals("*")) {
      assertThat(found.isMissingNode()).as(step + ": a member is missing").isFalse();
    } else if (expected.isTextual() && expected.textValue().equals("absent")) {
      assertThat(found.isMissingNode()).as(step + ": a member is there: " + found).isTrue();
    } else if (expected.isObject()) {
      expected
          .properties()
          .forEach(member -> assertContains(member.getValue(), found.path(member.getKey()), step));
    } else if (expected.isArray()) {
      assertThat(found).as(step).hasSize(expected.size());
      expected.forEach(
          element ->
              assertThat(found).as(step).anySatisfy(other -> assertContains(element, other, step)));
    } else {
      assertThat(found).as(step).isEqualTo(expected);
    }
  }
}
