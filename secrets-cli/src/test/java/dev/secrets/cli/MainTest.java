package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.InProcess.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(CommandName.class)
  void every_command_has_help_with_an_example(CommandName name) {
    Outcome outcome = run("help", name.word());

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("Usage: secrets " + name.word(), "Example");
    assertThat(outcome.out()).doesNotContain("\u001b");
    assertThat(run(name.word(), "--help")).isEqualTo(outcome);
  }

  @Test
  void the_overview_names_every_command() {
    Outcome outcome = run("--help");

    assertThat(outcome.exit()).isZero();
    for (CommandName name : CommandName.values()) {
      assertThat(outcome.out()).contains("  " + name.word() + " ");
    }
    assertThat(run("help")).isEqualTo(outcome);
    assertThat(run("-h")).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frobnicate", "--frobnicate", "get --frobnicate", "help frobnicate"})
  void what_is_unknown_shows_the_usage(String line) {
    Outcome outcome = run(line.split(" ", -1));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("secrets: error: ").contains("Usage: secrets");
  }

  @Test
  void arguments_are_neither_expanded_nor_interpolated() {
    Outcome outcome = InProcess.in(directory).with("X", "no").run("get", "-v", "@${env:X}");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).doesNotContain("no such file");
  }

  private Outcome run(String... arguments) {
    return InProcess.in(directory).run(arguments);
  }
}
