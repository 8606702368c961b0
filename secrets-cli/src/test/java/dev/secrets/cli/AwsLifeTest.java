package dev.secrets.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.secrets.SecretValue;
import dev.secrets.testkit.aws.Call;
import dev.secrets.testkit.aws.FakeSecretsManager;
import dev.secrets.testkit.aws.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret's life from the command line, on the fake AWS. */
class AwsLifeTest {

  private static final int OK = 0;
  private static final int FOUND = 1;
  private static final int USAGE = 2;
  private static final int NOT_FOUND = 3;
  private static final int DENIED = 4;
  private static final int MALFORMED = 6;
  private static final int CONFLICT = 7;

  @TempDir Path directory;

  private final FakeSecretsManager fake = FakeSecretsManager.start();
  private final Deque<String> typed = new ArrayDeque<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String input = "";

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void a_secret_of_fields_is_created_with_key_tags_and_description() {
    input = "app";
    typed.addAll(List.of("swordfish", "swordfish"));

    int code =
        run(
            "set aws:prod/db --field username=- --field password=? --create --kms-key alias/app"
                + " --tag team=data --tag tier=gold --description why");

    assertThat(code).as(err()).isEqualTo(OK);
    assertThat(get("aws:prod/db"))
        .isEqualTo("{\"username\": \"app\", \"password\": \"swordfish\"}");
    JsonNode history = json("history aws:prod/db --json");
    assertThat(history.at("/tags/team").asText()).isEqualTo("data");
    assertThat(history.at("/tags/tier").asText()).isEqualTo("gold");
    assertThat(history.at("/key").asText()).isEqualTo("alias/app");
    assertThat(history.at("/description").asText()).isEqualTo("why");
    assertThat(operations()).startsWith("GetSecretValue", "CreateSecret");
  }

  @Test
  void notes_alone_leave_the_value_and_its_version() {
    fake.add("prod/db", "v");
    String before = json("history aws:prod/db --json").at("/versions").toString();

    assertThat(run("set aws:prod/db --tag team=data --description why")).as(err()).isEqualTo(OK);

    JsonNode history = json("history aws:prod/db --json");
    assertThat(history.at("/versions").toString()).isEqualTo(before);
    assertThat(history.at("/tags/team").asText()).isEqualTo("data");
    assertThat(history.at("/description").asText()).isEqualTo("why");
    assertThat(run("set aws:prod/other --tag team=data")).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_listing_can_be_narrowed_to_tags() {
    fake.add("a", "v");
    fake.add("b", "v");
    fake.add("c", "v");
    run("set aws:a --tag team=data --tag tier=gold");
    run("set aws:b --tag team=data");

    assertThat(json("list aws: --tag team=data --tag tier=gold --json").at("/secrets"))
        .extracting(secret -> secret.at("/path").asText() + secret.at("/tags/tier").asText())
        .containsExactly("agold");
    assertThat(run("list aws: --tag team")).isEqualTo(USAGE);
    assertThat(run("list --tag team=data")).isEqualTo(USAGE);
  }

  @Test
  void creating_what_exists_is_a_conflict() {
    fake.add("prod/db", "{}");
    input = "x";

    assertThat(run("set aws:prod/db --field a=- --create")).isEqualTo(CONFLICT);
    assertThat(run("set aws:prod/db - --create")).isEqualTo(CONFLICT);
  }

  @Test
  void fields_are_added_to_those_that_are_there() {
    fake.add("prod/db", "{\"port\":5432,\"password\":\"old\"}");
    input = "new";

    assertThat(run("set aws:prod/db --field password=-")).as(err()).isEqualTo(OK);

    assertThat(get("aws:prod/db")).isEqualTo("{\"port\":5432,\"password\":\"new\"}");
  }

  @Test
  void a_plain_text_has_no_fields_and_stays_plain() {
    fake.add("prod/key", "just text");
    input = "x";

    assertThat(run("set aws:prod/key --field a=-")).isEqualTo(MALFORMED);
    assertThat(get("aws:prod/key")).isEqualTo("just text");
  }

  @Test
  void a_value_in_the_command_line_is_refused_and_not_repeated() {
    assertThat(run("set aws:prod/db --field password=hunter2")).isEqualTo(USAGE);
    assertThat(err()).doesNotContain("hunter2");
    assertThat(fake.calls()).isEmpty();
  }

  @Test
  void a_generated_password_has_the_length_asked_for() {
    assertThat(run("set aws:prod/key --generate 32 --create")).as(err()).isEqualTo(OK);

    assertThat(get("aws:prod/key")).matches("[A-Za-z0-9_-]{32}");
    assertThat(run("set aws:prod/key --generate 7")).isEqualTo(USAGE);
  }

  @Test
  void a_race_between_two_writers_of_fields_is_a_conflict() {
    fake.add("prod/db", "{\"a\":\"1\"}");
    fake.inject(
        Fault.error("InvalidParameterException", "moved").on("UpdateSecretVersionStage").times(1));
    input = "2";

    int code = run("set aws:prod/db --field a=-");

    assertThat(code).isNotEqualTo(OK);
    assertThat(get("aws:prod/db")).isEqualTo("{\"a\":\"1\"}");
  }

  @Test
  void restore_goes_back_with_one_move_and_forth_again() {
    fake.add("prod/key", "first");
    input = "second";
    run("set aws:prod/key -");
    fake.forgetCalls();

    assertThat(run("restore aws:prod/key")).as(err()).isEqualTo(OK);
    assertThat(operations()).containsExactly("DescribeSecret", "UpdateSecretVersionStage");
    assertThat(get("aws:prod/key")).isEqualTo("first");

    assertThat(run("restore aws:prod/key")).isEqualTo(OK);
    assertThat(get("aws:prod/key")).isEqualTo("second");
  }

  @Test
  void restore_takes_the_version_that_is_named() throws IOException {
    fake.add("prod/key", "first");
    String first = json("history aws:prod/key --json").at("/versions/0/id").asText();
    for (String value : List.of("second", "third")) {
      input = value;
      run("set aws:prod/key -");
    }

    assertThat(run("restore aws:prod/key --version " + first)).as(err()).isEqualTo(OK);

    assertThat(get("aws:prod/key")).isEqualTo("first");
    assertThat(run("restore aws:prod/key --version " + "0".repeat(36))).isEqualTo(NOT_FOUND);
  }

  @Test
  void history_tells_versions_and_labels_newest_first() {
    fake.add("prod/key", "first");
    input = "second";
    run("set aws:prod/key -");
    clear();

    assertThat(run("history aws:prod/key")).isEqualTo(OK);

    assertThat(out().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).contains("AWSCURRENT"),
            line -> assertThat(line).contains("AWSPREVIOUS"));
    assertThat(out()).doesNotContain("first").doesNotContain("second");
    assertThat(run("history aws:absent")).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_deleted_secret_is_told_as_such_and_can_be_brought_back() {
    fake.add("prod/key", "v");

    assertThat(run("delete aws:prod/key --recovery-days 7 --yes")).as(err()).isEqualTo(OK);
    assertThat(fake.calls("DeleteSecret").get(0).body()).contains("\"RecoveryWindowInDays\":7");
    clear();
    assertThat(run("get aws:prod/key")).isEqualTo(NOT_FOUND);
    assertThat(err())
        .contains("scheduled for deletion")
        .contains("secrets undelete 'aws:prod/key'");

    assertThat(run("undelete aws:prod/key")).isEqualTo(OK);
    assertThat(get("aws:prod/key")).isEqualTo("v");
  }

  @Test
  void what_is_deleted_now_is_gone() {
    fake.add("prod/key", "v");

    assertThat(run("delete aws:prod/key --now --yes")).isEqualTo(OK);

    assertThat(run("undelete aws:prod/key")).isEqualTo(NOT_FOUND);
    assertThat(run("delete aws:prod/key --yes")).isEqualTo(NOT_FOUND);
  }

  @Test
  void deletion_asks_and_takes_no_for_an_answer() {
    fake.add("prod/key", "v");

    assertThat(run("delete aws:prod/key")).as("nobody to ask").isEqualTo(USAGE);
    typed.add("no");
    assertThat(run("delete aws:prod/key")).isEqualTo(USAGE);
    assertThat(fake.calls("DeleteSecret")).isEmpty();
    typed.add("yes");
    assertThat(run("delete aws:prod/key")).isEqualTo(OK);
  }

  @Test
  void stats_tell_the_calls_made() {
    fake.add("prod/key", "v");

    run("get aws:prod/key --stats");

    assertThat(err()).contains("secrets: stats: calls 1, GetSecretValue 1");
  }

  @Test
  void stats_are_told_of_a_failure_too() {
    run("get aws:absent --stats");

    assertThat(err()).contains("secrets: stats: calls 1, GetSecretValue 1");
  }

  @Test
  void a_denial_names_reference_region_account_and_caller() {
    fake.add("prod/key", "v");
    fake.inject(
        Fault.error(
            "AccessDeniedException",
            "User: arn:aws:sts::123456789012:assumed-role/Deploy/me is not authorized to perform"));

    assertThat(run("get aws:prod/key")).isEqualTo(DENIED);

    assertThat(err())
        .contains("'prod/key'")
        .contains("'us-east-1'")
        .contains("'123456789012'")
        .contains("'arn:aws:sts::123456789012:assumed-role/Deploy/me'");
  }

  @Test
  void a_rotation_promotes_what_its_test_found_to_work() throws IOException {
    fake.add("prod/db", "{\"user\":\"app\",\"password\":\"old\"}");
    Path seen = directory.resolve("seen");

    int code =
        run(
            "rotate",
            "aws:prod/db#password",
            "--generate",
            "24",
            "--test",
            "printf %s \"$SECRETS_PENDING_VALUE\" > " + seen);

    assertThat(code).as(err()).isEqualTo(OK);
    assertThat(Files.readString(seen)).hasSize(24).isEqualTo(get("aws:prod/db#password"));
    assertThat(get("aws:prod/db#user")).isEqualTo("app");
    assertThat(get("aws:prod/db?stage=AWSPREVIOUS#password")).isEqualTo("old");
    assertThat(run("get aws:prod/db?stage=AWSPENDING")).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_rotation_whose_test_fails_changes_nothing() {
    fake.add("prod/key", "old");

    assertThat(run("rotate", "aws:prod/key", "--generate", "24", "--test", "exit 9"))
        .isEqualTo(FOUND);

    assertThat(get("aws:prod/key")).isEqualTo("old");
    assertThat(run("get aws:prod/key?stage=AWSPENDING")).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_rotation_is_undone_by_one_move() {
    fake.add("prod/key", "old");
    run("rotate", "aws:prod/key", "--generate", "24", "--test", "true");

    assertThat(run("rotate aws:prod/key --undo")).as(err()).isEqualTo(OK);

    assertThat(get("aws:prod/key")).isEqualTo("old");
  }

  @Test
  void a_value_in_a_file_is_rotated_too() throws IOException {
    Path file = directory.resolve(".env");
    Files.writeString(file, "# keep\nPASSWORD=old\n");

    assertThat(run("rotate", "file:.env#PASSWORD", "--generate", "24", "--test", "exit 1"))
        .isEqualTo(FOUND);
    assertThat(file).hasContent("# keep\nPASSWORD=old\n");
    assertThat(run("rotate", "file:.env#PASSWORD", "--generate", "24", "--test", "true"))
        .as(err())
        .isEqualTo(OK);
    assertThat(Files.readString(file)).matches("# keep\nPASSWORD=[A-Za-z0-9_-]{24}\n");
    assertThat(run("rotate file:.env#PASSWORD --undo")).as(err()).isEqualTo(OK);
    assertThat(file).hasContent("# keep\nPASSWORD=old\n");
  }

  @Test
  void there_must_have_been_a_rotation_to_undo() throws IOException {
    Files.writeString(directory.resolve(".env"), "PASSWORD=old\n");
    fake.add("prod/key", "old");

    assertThat(run("rotate file:.env#PASSWORD --undo")).isEqualTo(NOT_FOUND);
    assertThat(run("rotate aws:prod/key --undo")).isEqualTo(NOT_FOUND);
    assertThat(run("rotate file:absent.env#PASSWORD --undo")).isEqualTo(NOT_FOUND);
  }

  @Test
  void an_absent_secret_is_told_with_region_and_account() {
    assertThat(run("get aws:prod/none")).isEqualTo(NOT_FOUND);
    assertThat(err()).contains("'aws:prod/none'").contains("region 'us-east-1'");
    clear();
    assertThat(run("get arn:aws:secretsmanager:eu-west-1:000000000000:secret:a-AbCdEf"))
        .isEqualTo(NOT_FOUND);
    assertThat(err()).contains("region 'eu-west-1' of account '000000000000'");
  }

  @Test
  void a_reference_may_choose_the_region() {
    fake.seed(
        """
        {"region": "eu-west-1", "secrets": [{"name": "prod/db", "json": {"password": "far"}}]}
        """);
    fake.add("prod/db", "{\"password\":\"near\"}");

    assertThat(get("aws:prod/db#password")).isEqualTo("near");
    assertThat(get("aws:prod/db?region=eu-west-1#password")).isEqualTo("far");
    assertThat(get("ref+awssecrets://prod/db?region=eu-west-1#/password")).isEqualTo("far");
    assertThat(run("set aws:prod/db?region=eu-west-1#password --generate 20")).isEqualTo(OK);
    assertThat(get("aws:prod/db#password")).isEqualTo("near");
    assertThat(get("aws:prod/db?region=eu-west-1#password")).hasSize(20);
    assertThat(run("get aws:prod/db?regoin=eu-west-1")).isEqualTo(MALFORMED);
  }

  @Test
  void a_version_that_cannot_be_is_not_found() {
    fake.add("prod/key", "old");

    assertThat(run("restore aws:prod/key --version short")).isEqualTo(NOT_FOUND);
    assertThat(run("get aws:prod/key?version=short")).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_reference_is_explained_without_a_call() throws IOException {
    JsonNode told = json("reference explain ref+awssecrets://prod/db#/password --json");

    assertThat(told.get("reference").asText()).isEqualTo("aws:prod/db#password");
    assertThat(told.get("form").asText()).isEqualTo("vals");
    assertThat(told.get("path").asText()).isEqualTo("prod/db");
    assertThat(fake.calls()).isEmpty();
  }

  @Test
  void a_bare_name_is_explained_to_be_a_parameter() {
    assertThat(run("reference explain /prod/db")).isEqualTo(USAGE);
    assertThat(err()).contains("Parameter Store");
  }

  private int run(String line) {
    return run(line.split(" "));
  }

  private int run(String... arguments) {
    out.reset();
    Host host =
        new Host(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            out,
            new PrintStream(err, true, UTF_8),
            false,
            environment(),
            directory,
            prompt -> Optional.ofNullable(typed.poll()).map(SecretValue::ofText));
    return new Main(host).run(Arrays.asList(arguments));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(fake.environment());
    environment.put("HOME", directory.toString());
    return environment;
  }

  private String get(String reference) {
    assertThat(run("get " + reference)).as(err()).isEqualTo(OK);
    return out();
  }

  private JsonNode json(String line) {
    assertThat(run(line)).as(err()).isEqualTo(OK);
    try {
      return new ObjectMapper().readTree(out());
    } catch (IOException malformed) {
      throw new AssertionError("no JSON: " + out(), malformed);
    }
  }

  private List<String> operations() {
    return fake.calls().stream().map(Call::operation).toList();
  }

  private void clear() {
    err.reset();
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }
}
