package dev.secrets.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

  @Test
  void every_command_of_the_training_succeeds(@TempDir Path project) throws IOException {
    assertThat(Training.run(project)).isZero();
  }
}
