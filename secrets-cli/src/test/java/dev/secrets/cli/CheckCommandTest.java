package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.secrets.cli.CheckedProject.Generation;
import dev.secrets.cli.InProcess.Outcome;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag(Peers.TAG)
class CheckCommandTest {

  private static final String FILTERED = " filter=git-crypt diff=git-crypt\n";
  private static final byte[] CIPHERTEXT =
      "\0GITCRYPT\0 nonce and ciphertext".getBytes(StandardCharsets.ISO_8859_1);
  private static final String SECRET = "prod-FAKE-key";

  @TempDir private Path directory;

  /** What is planted, and where the finding is. */
  private record Plant(String place, Consumer<CheckedProject> mistake) {}

  private static Map<String, Plant> plants(Generation g) {
    String prod = g.vars + "/prod.yml";
    String env = g.files + "/.env.prod";
    String dev = g.files + "/.env.dev";
    Map<String, Plant> plants = new LinkedHashMap<>();
    plants.put("P1", new Plant(env, x -> x.git("add", "-f", env)));
    plants.put(
        "P2",
        new Plant(
            env,
            x ->
                x.git("add", "-f", env)
                    .git("commit", "-qm", "leak")
                    .git("rm", "-q", "--cached", env)
                    .git("commit", "-qm", "gone")));
    plants.put(
        "P3", new Plant(".gitattributes", x -> x.write(".gitattributes", "old/*.yml" + FILTERED)));
    plants.put(
        "P4",
        new Plant(g.vars + "/example.yml", x -> x.write(".gitattributes", "*.yml" + FILTERED)));
    plants.put("P5", new Plant(".gitattributes", x -> x.write(".gitattributes", prod + FILTERED)));
    plants.put(
        "P6",
        new Plant(env, x -> x.write(env, new String(CIPHERTEXT, StandardCharsets.ISO_8859_1))));
    plants.put(
        "P7",
        new Plant(
            "empty.bin",
            x ->
                x.setUpGitCrypt()
                    .write(".gitattributes", "*.bin" + FILTERED)
                    .write("empty.bin", "")
                    .commit()));
    plants.put("P8", new Plant(dev, x -> x.append(dev, "ONLY_HERE=1\n")));
    plants.put("P9", new Plant(dev, x -> x.append(dev, "JSON={\"a\": \"b c\"}\n")));
    plants.put("P10", new Plant(dev, x -> x.append(dev, "JSON={\"a\": \"b\",\n\"c\": \"d\"}\n")));
    plants.put(
        "P11",
        new Plant(
            prod,
            x ->
                x.write(
                    prod,
                    g.defaults
                        + ":\n  - name: A\n    valueFrom: \""
                        + CheckedProject.ARN.formatted("a")
                        + "\"\n")));
    plants.put("P12", new Plant(prod, x -> x.addTask(list("OTHER"))));
    plants.put(
        "P13",
        new Plant(prod, x -> x.addTask(list("POSTGRES_SECRETS") + "env: {POSTGRES_SECRETS: 1}\n")));
    plants.put(
        "P14",
        new Plant(
            prod, x -> x.write(prod, x.prodVars(arn("12345678901", "prod/common/pg-Zx1cV2")))));
    plants.put(
        "P15",
        new Plant(
            prod,
            x ->
                x.write(g.vars + "/staging.yml", "a: 1\n")
                    .write(prod, x.prodVars(arn("123456789012", "staging/common/pg-Zx1cV2")))));
    plants.put(
        "P16",
        new Plant(
            prod,
            x -> x.write(prod, x.prodVars(arn("123456789012", "prod/common/my-backup-Zx1cV2")))));
    plants.put(
        "P17",
        new Plant(
            prod, x -> x.write(prod, x.prodVars(arn("123456789012", "prod/tasks/pg-Zx1cV2")))));
    plants.put(
        "P18",
        new Plant(
            prod,
            x ->
                x.write(
                    prod, x.prodVars(arn("123456789012", "prod/common/pg-Zx1cV2") + ":password"))));
    plants.put("P19", new Plant(env, x -> x.write(env, "PROC_WRAPPER_API_KEY='{\"k\": \"v\"}'\n")));
    plants.put("P20", new Plant("Dockerfile", x -> x.append("Dockerfile", "ARG API_TOKEN\n")));
    plants.put("P21", new Plant(env, x -> x.mode(env, "rw-r--r--")));
    plants.put(
        "P22",
        new Plant(
            prod,
            x -> {
              x.addTask("env: {SMTP_PASSWORD: FAKE-pw}\n");
              x.withPassword("FAKE-one").encrypt(prod);
            }));
    plants.put(
        "P23",
        new Plant(".vault_pass", x -> x.withPassword("FAKE").git("add", "-f", ".vault_pass")));
    plants.put("P24", new Plant(".vault_pass", x -> x.withPassword("")));
    plants.put(
        "P25",
        new Plant(env, x -> x.withPassword("FAKE-one").encrypt(env).withPassword("FAKE-two")));
    plants.put(
        "P26",
        new Plant(
            env,
            x -> {
              x.withPassword("FAKE-one").encrypt(env);
              x.write(env, x.read(env).substring(0, 200));
            }));
    plants.put(
        "P27",
        new Plant(
            g.deployment + ".env", x -> x.withPassword("FAKE").encrypt(g.deployment + ".env")));
    plants.put(
        "P28",
        new Plant(
            env, x -> x.withPassword("FAKE").encrypt(env).write(".gitattributes", env + FILTERED)));
    plants.put("P29", new Plant(env, x -> x.append(env, "DB_PASSWORD=XXX\n")));
    plants.put(
        "P30",
        new Plant(
            g.vars + "/common.yml",
            x -> x.append(g.vars + "/common.yml", "k: AKIAIOSFODNN7EXAMPLE\n")));
    plants.put(
        "P31",
        new Plant(
            env, x -> x.append(dev, "API_TOKEN=FAKE-same\n").append(env, "API_TOKEN=FAKE-same\n")));
    plants.put(
        "P32",
        new Plant(
            env,
            x ->
                x.write(
                    env,
                    "<<<<<<< HEAD\n$ANSIBLE_VAULT;1.1;AES256\n61\n=======\n"
                        + "$ANSIBLE_VAULT;1.1;AES256\n62\n>>>>>>> other\n")));
    return plants;
  }

  private static String list(String name) {
    return "ecs: {extra_main_container_properties: {secrets: [{name: %s, valueFrom: \"%s\"}]}}\n"
        .formatted(name, CheckedProject.ARN.formatted("other"));
  }

  private static String arn(String account, String name) {
    return "arn:aws:secretsmanager:us-east-1:" + account + ":secret:CloudReactor/" + name;
  }

  private static Stream<Arguments> mistakes() {
    List<Arguments> mistakes = new ArrayList<>();
    for (Generation generation : Generation.values()) {
      plants(generation).keySet().forEach(id -> mistakes.add(Arguments.of(generation, id)));
    }
    return mistakes.stream();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void every_planted_mistake_is_found(Generation generation, String id) throws IOException {
    CheckedProject project = CheckedProject.make(directory, generation);
    Plant plant = java.util.Objects.requireNonNull(plants(generation).get(id));
    plant.mistake().accept(project);

    Outcome outcome = InProcess.in(directory).run("check", "--json");

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.FOUND);
    assertThat(findings(outcome))
        .as(outcome.out())
        .anySatisfy(
            finding -> {
              assertThat(finding.path("id").asText()).isEqualTo(id);
              assertThat(finding.path("place").asText()).startsWith(plant.place());
            });
    assertThat(outcome.out() + outcome.err()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_found_where_nothing_is_wrong(Generation generation) {
    CheckedProject.make(directory, generation);

    Outcome outcome = InProcess.in(directory).run("check");

    assertThat(outcome.out()).isEqualTo("no findings\n");
    assertThat(outcome.exit()).isEqualTo(ExitCode.DONE);
  }

  @ParameterizedTest
  @EnumSource
  void vaults_may_be_tracked(Generation generation) {
    CheckedProject project = CheckedProject.make(directory, generation).withPassword("FAKE-one");
    project.encrypt(project.vars("prod")).encrypt(project.dotenv("prod"));
    project.git("add", "-f", project.vars("prod"), project.dotenv("prod")).commit();

    assertThat(InProcess.in(directory).run("check").out()).isEqualTo("no findings\n");
  }

  @ParameterizedTest
  @EnumSource
  void what_git_crypt_encrypts_may_be_tracked(Generation generation) {
    CheckedProject project = CheckedProject.make(directory, generation).setUpGitCrypt();
    project.write(".gitignore", "build/\n");
    project.write(
        ".gitattributes",
        String.join(
            FILTERED,
            project.vars("prod"),
            project.dotenv("prod"),
            generation.deployment + ".env",
            ""));
    project
        .stage(project.vars("prod"), CIPHERTEXT)
        .stage(project.dotenv("prod"), CIPHERTEXT)
        .stage(generation.deployment + ".env", CIPHERTEXT);

    assertThat(InProcess.in(directory).run("check").out()).isEqualTo("no findings\n");
  }

  @Test
  void a_waiver_hides_a_finding_until_its_last_day() throws IOException {
    CheckedProject project = CheckedProject.make(directory, Generation.A);
    project.append("Dockerfile", "ARG API_TOKEN\n");
    String waiver =
        """
        version: 1
        layout: true
        waivers:
          - {id: P20, place: Dockerfile, reason: "the token is of no worth", expires: %s}
        """;

    project.write("secrets.yaml", waiver.formatted("2999-12-31"));
    Outcome waived = InProcess.in(directory).run("check", "--json");
    project.write("secrets.yaml", waiver.formatted("2020-01-01"));
    Outcome expired = InProcess.in(directory).run("check", "--json");

    assertThat(waived.exit()).isEqualTo(ExitCode.DONE);
    assertThat(new ObjectMapper().readTree(waived.out()).path("waived")).hasSize(1);
    assertThat(findings(expired))
        .singleElement()
        .satisfies(f -> assertThat(f.path("message").asText()).contains("ended on 2020-01-01"));
  }

  @Test
  void a_waiver_without_reason_is_refused() {
    CheckedProject.make(directory, Generation.A)
        .write(
            "secrets.yaml",
            "version: 1\nlayout: true\nwaivers: [{id: P20, place: x, expires: 2999-01-01}]\n");

    Outcome outcome = InProcess.in(directory).run("check");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err()).contains("a waiver needs 'reason'");
  }

  @Test
  void fix_mends_what_can_be_mended_without_loss() throws IOException {
    CheckedProject project = CheckedProject.make(directory, Generation.A).setUpGitCrypt();
    String dev = project.dotenv("dev");
    project.mode(project.dotenv("prod"), "rw-r--r--");
    project
        .append(dev, "JSON={\"a\": \"it's\"}\n")
        .append(project.dotenv("prod"), "JSON='{\"a\": \"b\"}'\n");
    project
        .withPassword("FAKE")
        .write(".gitignore", project.read(".gitignore").replace(".vault_pass\n", ""));
    project.write(".gitattributes", project.vars("*") + FILTERED);

    Outcome outcome =
        InProcess.in(directory)
            .with("HOME", directory.resolve(".git").toString())
            .run("check", "--fix", "--json");

    assertThat(findings(outcome))
        .as(outcome.out())
        .extracting(finding -> finding.path("id").asText())
        .containsOnly("P3"); // ignored and to be encrypted: only its owner knows which is meant
    assertThat(project.read(dev)).contains("JSON='{\"a\": \"it\\u0027s\"}'");
    assertThat(project.read(".gitignore")).endsWith("/.vault_pass\n");
    assertThat(project.read(".gitattributes")).contains("example.yml !filter !diff");
  }

  @Test
  void sarif_names_file_and_line() throws IOException {
    CheckedProject.make(directory, Generation.A).append("Dockerfile", "ARG API_TOKEN\n");

    Outcome outcome = InProcess.in(directory).run("check", "--format", "sarif");

    JsonNode result = new ObjectMapper().readTree(outcome.out()).at("/runs/0/results/0");
    assertThat(result.path("ruleId").asText()).isEqualTo("P20");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("Dockerfile");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(3);
  }

  private static List<JsonNode> findings(Outcome outcome) throws IOException {
    List<JsonNode> findings = new ArrayList<>();
    new ObjectMapper().readTree(outcome.out()).path("findings").forEach(findings::add);
    return findings;
  }
}
