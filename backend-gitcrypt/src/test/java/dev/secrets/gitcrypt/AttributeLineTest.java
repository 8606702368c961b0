package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttributeLineTest {

  private static final List<String> PATTERNS =
      List.of(
          "*.sec",
          "/a.sec",
          "sub/*.sec",
          "sub/**",
          "**/deep/*",
          "a?sec",
          "[ab].sec",
          "[!a].sec",
          "sub/deep",
          "**/a.sec",
          "\\*.sec",
          "sub/**/c",
          "a*",
          "*");
  private static final List<String> PATHS =
      List.of(
          "a.sec", "b.sec", "sub/a.sec", "sub/deep/c", "deep/c", "sub/c", "*.sec", "x/sub/a.sec");

  @TempDir Path folder;

  @Test
  @Tag(Peers.TAG)
  void patterns_match_what_git_matches() throws IOException {
    Repository repository = Repository.init(folder);
    for (String pattern : PATTERNS) {
      repository.write(".gitattributes", pattern + " filter=git-crypt\n");
      for (String path : PATHS) {
        boolean git =
            repository.git("check-attr", "filter", "--", path).text().endsWith(" git-crypt\n");
        assertThat(line(pattern + " filter=git-crypt", "").paths().matcher(path).matches())
            .as(pattern + " against " + path)
            .isEqualTo(git);
      }
    }
  }

  @Test
  void a_pattern_counts_from_its_directory() {
    AttributeLine line = line("*.sec diff=x filter=git-crypt-a", "sub/");

    assertThat(line.filter()).isEqualTo("git-crypt-a");
    assertThat(line.paths().matcher("sub/x/a.sec").matches()).isTrue();
    assertThat(line.paths().matcher("a.sec").matches()).isFalse();
  }

  @Test
  void a_quoted_pattern_may_have_blanks() {
    assertThat(line("\"my file\" filter=git-crypt", "").pattern()).isEqualTo("my file");
  }

  @Test
  void other_lines_are_none_of_ours() {
    for (String line : List.of("", "# *.x filter=git-crypt", "*.x filter=lfs", "*.x text", "*.x")) {
      assertThat(AttributeLine.parse(line, "")).as(line).isEmpty();
    }
  }

  private static AttributeLine line(String line, String directory) {
    return AttributeLine.parse(line, directory).orElseThrow();
  }
}
