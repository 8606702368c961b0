package dev.secrets.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitFilesTest {

  private static final Path STATES = Path.of("..", "docs", "quickstart", "sample", "states");
  private static final String ATTRIBUTES = "filter=git-crypt diff=git-crypt";

  @Test
  void the_documented_block_is_commented_out() throws IOException {
    String initial = state("gitignore.initial");

    String uncovered = GitFiles.uncovering(initial, line -> false, line -> false);

    assertThat(uncovered).isEqualTo(state("gitignore.encrypted"));
    assertThat(GitFiles.uncovering(uncovered, line -> false, line -> false)).isEqualTo(uncovered);
  }

  @Test
  void lines_that_are_kept_stay_active() throws IOException {
    String uncovered =
        GitFiles.uncovering(
            state("gitignore.initial"), line -> false, "deploy/docker_deploy.env"::equals);

    assertThat(uncovered).contains("\ndeploy/docker_deploy.env\n", "\n#deploy/vars/*.yml\n");
  }

  @Test
  void lines_of_the_layout_are_commented_out_wherever_they_stand() {
    assertThat(
            GitFiles.uncovering(
                "build/\ndeploy/vars/*.yml\n!deploy/vars/common.yml\n",
                "deploy/vars/*.yml"::equals,
                line -> false))
        .isEqualTo("build/\n#deploy/vars/*.yml\n!deploy/vars/common.yml\n");
  }

  @Test
  void the_documented_attributes_become_the_right_ones() throws IOException {
    for (String before : List.of("initial", "uncommented-as-documented", "correct")) {
      assertThat(marking(state("gitattributes." + before)))
          .isEqualTo(state("gitattributes.correct"));
    }
  }

  @Test
  void lines_for_other_files_stay() {
    String text = "*.bin filter=lfs\n#*.x filter=\nprivate/* filter=git-crypt diff=git-crypt\n";

    assertThat(marking(text))
        .contains("*.bin filter=lfs\n", "private/* filter=git-crypt diff=git-crypt\n");
  }

  @Test
  void a_single_file_has_one_line() {
    String once = GitFiles.marking("a text\n", "deploy/x.yml", ATTRIBUTES);
    String twice = GitFiles.marking(once, "deploy/x.yml", GitFiles.without(ATTRIBUTES));

    assertThat(twice).isEqualTo("a text\ndeploy/x.yml !filter !diff\n");
  }

  @Test
  void a_line_is_added_once() {
    String once = GitFiles.having("build/", "keys", List.of("deploy/.vault_pass"));

    assertThat(once).isEqualTo("build/\n\n# keys\ndeploy/.vault_pass\n");
    assertThat(GitFiles.having(once, "keys", List.of("deploy/.vault_pass"))).isEqualTo(once);
  }

  private static String marking(String text) {
    Map<String, Boolean> patterns = new LinkedHashMap<>();
    patterns.put("deploy/docker_deploy.*", true);
    patterns.put("deploy/docker_deploy.env.example", false);
    patterns.put("deploy/files/.env.*", true);
    patterns.put("deploy/files/.env.example", false);
    patterns.put("deploy/files/.env.dev", false);
    patterns.put("deploy/vars/*.yml", true);
    patterns.put("deploy/vars/example.yml", false);
    patterns.put("deploy/vars/common.yml", false);
    return GitFiles.marking(text, "git-crypt", ATTRIBUTES, patterns);
  }

  private static String state(String name) throws IOException {
    return Files.readString(STATES.resolve(name));
  }
}
