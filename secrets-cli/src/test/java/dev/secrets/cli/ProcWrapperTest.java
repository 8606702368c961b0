package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import dev.secrets.Reference;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.UnsupportedCapabilityException;
import dev.secrets.WriteCondition;
import dev.secrets.procwrapper.ProcWrapper;
import dev.secrets.procwrapper.WrappedEnvironment;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeySource;
import dev.secrets.testkit.aws.FakeSecretsManager;
import dev.secrets.testkit.aws.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the variables that proc_wrapper would resolve, on the fake AWS. */
class ProcWrapperTest {

  private static final String MARK = "_FOR_PROC_WRAPPER_TO_RESOLVE";
  private static final String CANARY = "canary-7f3a91";

  @TempDir Path directory;

  private final FakeSecretsManager aws =
      FakeSecretsManager.builder().account("123456789012").start();
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void secret() {
    variables.putAll(aws.environment());
    aws.add("db", "{\"user\":\"app\",\"password\":\"" + CANARY + "\",\"ports\":[5432]}");
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void a_marked_variable_gives_its_value_to_the_name_that_is_meant_and_goes() {
    mark("PASSWORD", "AWS_SM:db|JP:$.password");

    try (WrappedEnvironment wrapped = resolve()) {
      assertThat(texts(wrapped)).isEqualTo(Map.of("PASSWORD", CANARY));
      assertThat(wrapped.removed()).containsExactly("PASSWORD" + MARK);
    }
  }

  @Test
  void a_path_that_leads_nowhere_is_an_error_that_names_variable_and_path() {
    mark("PASSWORD", "AWS_SM:db|JP:$.pasword");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(SecretNotFoundException.class)
        .hasMessageContaining("'PASSWORD'")
        .hasMessageContaining("'$.pasword'");
  }

  @Test
  void no_error_tells_a_value() {
    aws.add("text", CANARY);
    mark("A", "AWS_SM:db|JP:$.absent");
    mark("B", "AWS_SM:text|JP:$.absent");
    mark("C", "AWS_SM:text!json");
    mark("D", CANARY);
    mark("E", "PLAIN:" + CANARY + "!json");
    mark("F", "PLAIN:" + CANARY + "|JP:$.a");

    SecretsException failure = catchThrowableOfType(SecretsException.class, this::resolve);

    assertThat(everything(failure)).contains("'D").doesNotContain(CANARY);
    variables.remove("D" + MARK);
    assertThat(everything(catchThrowableOfType(SecretsException.class, this::resolve)))
        .contains("'A'", "'B'", "'C'", "'E'", "'F'")
        .doesNotContain(CANARY);
  }

  @Test
  void secrets_of_several_regions_are_had_in_one_run() {
    aws.seed(inRegion("eu-west-1", "here"));
    aws.seed(inRegion("us-west-2", "there"));
    mark("EU", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:regional-AbCdEf");
    mark("US", "arn:aws:secretsmanager:us-west-2:123456789012:secret:regional-AbCdEf");
    mark("NAMED", "AWS_SM:regional");
    variables.put("PROC_WRAPPER_SECRETS_AWS_REGION", "us-west-2");

    assertThat(texts(resolve())).isEqualTo(Map.of("EU", "here", "US", "there", "NAMED", "there"));
  }

  @Test
  void a_binary_secret_keeps_its_bytes_and_is_base64_on_request() {
    byte[] bytes = {0, (byte) 0xff, 'x'};
    aws.add("binary", bytes);
    mark("RAW", "AWS_SM:binary");
    mark("SPELLED", "AWS_SM:binary!base64");

    try (WrappedEnvironment wrapped = resolve()) {
      assertThat(wrapped.variables().get("RAW").bytes()).isEqualTo(bytes);
      assertThat(wrapped.variables().get("SPELLED").text()).isEqualTo("AP94");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"aws-us-gov:secretsmanager:us-gov-west-1", "aws-cn:secretsmanager:cn-north-1"})
  void an_arn_of_any_partition_is_an_arn(String place) {
    aws.seed(inRegion(place.substring(place.lastIndexOf(':') + 1), "found"));
    mark("X", "arn:" + place + ":123456789012:secret:regional-AbCdEf");

    assertThat(texts(resolve())).isEqualTo(Map.of("X", "found"));
  }

  @Test
  void a_mistyped_arn_is_no_file() {
    mark("X", "arn:aws:secretmanager:eu-west-1:123456789012:secret:db-AbCdEf");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'X'")
        .hasMessageContaining("an ARN, but not one of a secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s:password::",
        "AWS_SM:%s:password:AWSCURRENT:",
        "%s|JP:$.password",
        "%s|JP:password",
        "%s|JP:$['password']",
        "%s|/password",
        "aws:db#password",
        "AWS_SM:db!json|JP:$.password"
      })
  void one_field_can_be_named_in_every_way(String location) {
    String region = aws.environment().get("AWS_REGION");
    String arn = "arn:aws:secretsmanager:" + region + ":123456789012:secret:db";
    mark("X", location.formatted(arn));

    assertThat(texts(resolve())).isEqualTo(Map.of("X", CANARY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "PLAIN:a|b a|b",
        "PLAIN:a|bcd a|bcd",
        "PLAIN:|x| |x|",
        "PLAIN:a\\|JP:$.b a|JP:$.b",
        "PLAIN:a\\!json a!json",
        "PLAIN:c:\\dir c:\\dir",
        "PLAIN:{\"a\":\"b\"}|JP:$.a b",
        "PLAIN:{\"a|b\":\"c\"}|JP:$['a|b'] c",
        "PLAIN:{\"a\":1}|SELF {\"a\":1}"
      })
  void a_bar_in_a_plain_value_stays_unless_a_transform_follows(String location, String value) {
    mark("X", location);

    assertThat(texts(resolve())).isEqualTo(Map.of("X", value));
  }

  @Test
  void a_bar_elsewhere_without_a_transform_is_an_error() {
    mark("X", "AWS_SM:db|password");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'X" + MARK + "'")
        .hasMessageContaining("no transform");
  }

  @Test
  void a_variable_that_is_set_stays_and_its_location_is_not_read() {
    variables.put("X", "mine");
    mark("X", "AWS_SM:absent");

    assertThat(texts(resolve())).isEmpty();
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void what_is_found_replaces_what_is_set_only_when_asked_to() throws IOException {
    Files.writeString(directory.resolve("more.env"), "X=located\nY=located\nZ=located\n");
    variables.put("PROC_WRAPPER_ENV_LOCATIONS", "more.env");
    variables.put("X", "mine");
    variables.put("Y", "mine");
    mark("X", "PLAIN:found");
    mark("Z", "PLAIN:found");

    assertThat(texts(resolve())).isEqualTo(Map.of("Z", "found"));
    variables.put("PROC_WRAPPER_OVERWRITE_ENV_WITH_SECRETS", "TRUE");
    assertThat(texts(resolve())).isEqualTo(Map.of("X", "found", "Z", "found"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "DEEP {\"list\":[9],\"map\":{\"a\":1,\"b\":2}}",
        "REPLACE {\"list\":[9],\"map\":{\"a\":1,\"b\":2}}",
        "SHALLOW {\"list\":[9],\"map\":{\"b\":2}}",
        "ADDITIVE {\"list\":[1,2,9],\"map\":{\"a\":1,\"b\":2}}",
        "TYPESAFE_ADDITIVE {\"list\":[1,2,9],\"map\":{\"a\":1,\"b\":2}}"
      })
  void configurations_are_merged_once_and_lists_as_wholes(String strategy, String merged)
      throws IOException {
    Files.writeString(directory.resolve("a.json"), "{\"list\":[1,2],\"map\":{\"a\":1}}");
    Files.writeString(directory.resolve("b.yml"), "list: [9]\nmap: {b: 2}\n");
    variables.put("PROC_WRAPPER_CONFIG_LOCATIONS", "a.json;b.yml");
    variables.put("PROC_WRAPPER_CONFIG_MERGE_STRATEGY", strategy);

    assertThat(texts(resolve())).isEqualTo(Map.of("TASK_CONFIG", merged));
  }

  @Test
  void a_typesafe_merge_refuses_another_sort_of_value() {
    variables.put("PROC_WRAPPER_CONFIG_LOCATIONS", "PLAIN:{\"a\":1}!json;PLAIN:{\"a\":\"x\"}!json");
    variables.put("PROC_WRAPPER_CONFIG_MERGE_STRATEGY", "TYPESAFE_REPLACE");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'a'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEEP", "SHALLOW", "ADDITIVE"})
  void a_resolved_property_loses_its_mark_at_every_depth(String strategy) throws IOException {
    Files.writeString(
        directory.resolve("c.yml"),
        "top: {list: [{f__to_resolve: 'AWS_SM:db|JP:$.user'}], g__to_resolve: 'CONFIG:$.h'}\n"
            + "h__to_resolve: PLAIN:x\n");
    variables.put("PROC_WRAPPER_CONFIG_LOCATIONS", "c.yml");
    variables.put("PROC_WRAPPER_CONFIG_MERGE_STRATEGY", strategy);

    assertThat(texts(resolve()))
        .isEqualTo(
            Map.of(
                "TASK_CONFIG", "{\"top\":{\"list\":[{\"f\":\"app\"}],\"g\":\"x\"},\"h\":\"x\"}"));
  }

  @Test
  void a_secret_of_fields_becomes_fields_of_the_configuration() throws IOException {
    Files.writeString(directory.resolve("c.yml"), "db__to_resolve: AWS_SM:db\n");
    variables.put("PROC_WRAPPER_CONFIG_LOCATIONS", "c.yml");
    mark("PORT", "CONFIG:$.db.ports[0]");

    assertThat(texts(resolve()))
        .containsEntry("PORT", "5432")
        .containsEntry(
            "TASK_CONFIG",
            "{\"db\":{\"user\":\"app\",\"password\":\"" + CANARY + "\",\"ports\":[5432]}}");
  }

  @Test
  void json_where_variables_are_expected_is_an_error_unless_it_is_said() {
    variables.put("PROC_WRAPPER_ENV_LOCATIONS", "AWS_SM:db");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'PROC_WRAPPER_ENV_LOCATIONS[0]'")
        .hasMessageContaining("JSON stands where dotenv is expected");
    variables.put("PROC_WRAPPER_ENV_LOCATIONS", "AWS_SM:db!json");
    assertThat(texts(resolve()))
        .isEqualTo(Map.of("user", "app", "password", CANARY, "ports", "[5432]"));
  }

  @Test
  void files_that_are_asked_for_hold_what_was_found_and_nothing_that_is_inherited() {
    variables.put("PROC_WRAPPER_ENV_OUTPUT_FILENAME", "out/task.env");
    variables.put("PROC_WRAPPER_CONFIG_OUTPUT_FILENAME", "out/config.json");
    variables.put("PROC_WRAPPER_CONFIG_LOCATIONS", "PLAIN:{\"a\":1}!json");
    mark("X", "PLAIN:it's");

    try (WrappedEnvironment wrapped = resolve()) {
      Map<Path, String> files = new HashMap<>();
      wrapped.files().forEach((path, value) -> files.put(path, value.revealAsString()));
      assertThat(files)
          .containsEntry(Path.of("out/config.json"), "{\"a\":1}")
          .containsKey(Path.of("out/task.env"));
      assertThat(files.get(Path.of("out/task.env"))).contains("X=").doesNotContain("AWS_");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "PLAIN:null!json ''",
        "PLAIN:{\"a\":null}|JP:$.a ''",
        "PLAIN:true!json TRUE",
        "PLAIN:false!json FALSE",
        "PLAIN:1.50!json 1.50",
        "PLAIN:[1]!json [1]",
        "PLAIN:{\"a\":[1]}|JP:$.a[*] [[1]]",
        "PLAIN:{\"a\":{\"b\":1}}|JP:$.a {\"b\":1}",
        "PLAIN:[{\"a\":1},{\"a\":2}]|JP:$[*].a [1,2]",
        "PLAIN:text text"
      })
  void every_sort_of_value_has_one_text(String location, String text) {
    mark("X", location);

    assertThat(texts(resolve())).isEqualTo(Map.of("X", text));
  }

  @Test
  void what_failed_once_is_tried_again() {
    aws.inject(Fault.error("AccessDeniedException", "not now").times(1));
    mark("X", "AWS_SM:db|JP:$.user");

    try (Secrets secrets = open()) {
      assertThatThrownBy(() -> ProcWrapper.resolve(secrets, variables, Set.of()))
          .isInstanceOf(SecretsException.class);
      assertThat(texts(ProcWrapper.resolve(secrets, variables, Set.of())))
          .isEqualTo(Map.of("X", "app"));
    }
  }

  @Test
  void many_secrets_are_had_with_one_call() throws IOException {
    for (int index = 0; index < 19; index++) {
      aws.add("s" + index, "v" + index);
      mark("S" + index, "AWS_SM:s" + index);
    }
    Files.writeString(directory.resolve("c.json"), "{\"x__to_resolve\":\"AWS_SM:db\"}");
    variables.put("PROC_WRAPPER_CONFIG_LOCATIONS", "c.json");

    assertThat(texts(resolve())).hasSize(20).containsEntry("S18", "v18");
    assertThat(aws.calls()).singleElement().matches(c -> c.operation().startsWith("Batch"));
  }

  @Test
  void a_version_can_be_pinned_while_the_secret_moves_on() {
    aws.add("key", "old");
    try (Secrets secrets = open()) {
      secrets.put(Reference.parse("aws:key"), SecretValue.ofText("new"), WriteCondition.any());
    }
    mark("NOW", "AWS_SM:key");
    mark("BEFORE", "aws:key?stage=AWSPREVIOUS");

    assertThat(texts(resolve())).isEqualTo(Map.of("NOW", "new", "BEFORE", "old"));
  }

  @Test
  void every_store_and_protection_can_be_named() throws IOException {
    Packaged.copyOfSample(directory);
    variables.put("HOME_TOWN", "x");
    mark("VAULT", "file:deploy/vars/prod.yml#/cloudreactor/api_key");
    mark("ALSO", "FILE:deploy/vars/prod.yml|JP:$.cloudreactor.api_key");
    mark("URL", "file://deploy/vars/prod.yml!yaml|JP:$.cloudreactor.api_key");
    mark("LEVEL", "deploy/files/.env.dev|JP:LOG_LEVEL");
    mark("OWN", "env:HOME_TOWN");
    mark("ENV", "ENV:HOME_TOWN");

    assertThat(texts(resolve()))
        .isEqualTo(
            Map.of(
                "VAULT", "crk-FAKE-prod-0002",
                "ALSO", "crk-FAKE-prod-0002",
                "URL", "crk-FAKE-prod-0002",
                "LEVEL", "debug",
                "OWN", "x",
                "ENV", "x"));
  }

  @Test
  void a_vault_that_cannot_be_opened_is_an_error() throws IOException {
    Packaged.copyOfSample(directory);
    Files.delete(directory.resolve("deploy/ansible.cfg"));
    mark("X", "FILE:deploy/vars/prod.yml");

    assertThatThrownBy(this::resolve).isInstanceOf(DecryptionFailedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ssm:/prod/key,                                    Parameter Store",
    "arn:aws:ssm:eu-west-1:123456789012:parameter/key, Parameter Store",
    "AWS_S3:bucket/key,                                S3",
    "arn:aws-cn:s3:::bucket/key,                       S3",
    "aws:appconfig:app/env/profile,                    AppConfig",
    "AWS_APPCONFIG:app/env/profile,                    AppConfig"
  })
  void systems_without_a_backend_are_refused_by_name(String location, String system) {
    mark("X", location);

    assertThatThrownBy(this::resolve)
        .isInstanceOf(UnsupportedCapabilityException.class)
        .hasMessageContaining("'X")
        .hasMessageContaining(system);
  }

  @Test
  void the_name_of_a_variable_may_pick_the_source() {
    mark("AWS_SM_PASSWORD", "db|JP:$.password");

    assertThat(texts(resolve())).isEqualTo(Map.of("PASSWORD", CANARY));
  }

  @Test
  void values_may_lead_to_values_in_any_order() {
    mark("A", "ENV:B");
    mark("B", "ENV:C|JP:$.d");
    mark("C", "PLAIN:{\"d\":\"e\"}");

    assertThat(texts(resolve())).containsEntry("A", "e").containsEntry("B", "e");
  }

  @Test
  void values_that_lead_round_are_refused() {
    mark("A", "ENV:B");
    mark("B", "ENV:A");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(SecretsException.class)
        .satisfies(failure -> assertThat(everything(failure)).contains("round in a circle"));
  }

  @Test
  void a_configuration_that_holds_itself_is_refused() throws IOException {
    Files.writeString(directory.resolve("c.json"), "{\"x__to_resolve\":\"FILE:c.json\"}");
    variables.put("PROC_WRAPPER_CONFIG_LOCATIONS", "c.json");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("round in a circle");
  }

  @Test
  void locations_of_many_variables_may_hold_marked_ones_and_settings() throws IOException {
    Files.writeString(
        directory.resolve("a,b.env"),
        "X_TO_FIND=AWS_SM:db|JP:$.user\nPLAIN=a\nPROC_WRAPPER_RESOLVABLE_ENV_VAR_NAME_SUFFIX=_TO_FIND\n");
    Files.writeString(directory.resolve("c.env"), "PLAIN=b\n");
    variables.put("PROC_WRAPPER_ENV_LOCATIONS", "a\\,b.env, c.env");

    assertThat(texts(resolve())).containsEntry("X", "app").containsEntry("PLAIN", "b");
  }

  @Test
  void what_may_be_missing_is_left_out() {
    mark("A", "AWS_SM:absent");
    mark("B", "AWS_SM:db|JP:$.absent");
    mark("C", "PLAIN:c");

    try (Secrets secrets = open()) {
      assertThat(texts(ProcWrapper.resolve(secrets, variables, Set.of("A", "B"))))
          .isEqualTo(Map.of("C", "c"));
    }
  }

  @Test
  void all_that_is_missing_is_told_together() {
    mark("A", "AWS_SM:absent");
    mark("B", "FILE:absent");

    assertThat(everything(catchThrowableOfType(SecretsException.class, this::resolve)))
        .contains("'A'", "'B'");
  }

  @Test
  void nothing_is_done_when_it_is_switched_off() {
    mark("X", "PLAIN:x");
    variables.put("PROC_WRAPPER_RESOLVE_SECRETS", "FALSE");

    try (WrappedEnvironment wrapped = resolve()) {
      assertThat(wrapped.variables()).isEmpty();
      assertThat(wrapped.removed()).isEmpty();
    }
  }

  @Test
  void two_locations_for_one_name_are_refused() {
    mark("X", "PLAIN:a");
    mark("AWS_SM_X", "db");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("where 'X' is");
  }

  private void mark(String name, String location) {
    variables.put(name + MARK, location);
  }

  private WrappedEnvironment resolve() {
    try (Secrets secrets = open()) {
      return ProcWrapper.resolve(secrets, variables, Set.of());
    }
  }

  private Secrets open() {
    return Secrets.builder()
        .discover(ProcWrapperTest.class.getClassLoader())
        .context(
            BackendContext.builder()
                .environment(variables)
                .directory(directory)
                .keys(KeySource.fromEnvironment(variables, directory)))
        .open();
  }

  private static Map<String, String> texts(WrappedEnvironment wrapped) {
    Map<String, String> texts = new LinkedHashMap<>();
    wrapped.variables().forEach((name, secret) -> texts.put(name, secret.text()));
    return texts;
  }

  private static String inRegion(String region, String value) {
    return """
    {"region":"%s","account":"123456789012",
     "secrets":[{"name":"regional","suffix":"AbCdEf","string":"%s"}]}
    """
        .formatted(region, value);
  }

  /** All that a person would be told. */
  private static String everything(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure));
    if (failure instanceof SeveralFailuresException several) {
      several.failures().forEach(each -> text.append(everything(each)));
    }
    ((SecretsException) failure).hints().forEach(text::append);
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append(cause);
    }
    return text.toString();
  }
}
