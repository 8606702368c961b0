package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.WriteConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills an operation at one of its steps: a {@code git} of our own kills its parent when it is
 * called for the n-th time with a certain word.
 */
record Killer(Path folder) {

  private static final int ATTEMPTS = 600;

  private static final String GIT =
      """
      #!/bin/sh
      case " $* " in
        *" $KILL_AT "*)
          echo >>"$STEPS"
          if [ "$(wc -l <"$STEPS")" -eq "$KILL_TIME" ]; then
            kill -9 $PPID
            [ "$KILL_WHEN" = before ] && exit 1
          fi
          ;;
      esac
      exec "$REAL_GIT" "$@"
      """;

  /** Runs {@link OperationMain} until it is killed. */
  void kill(String step, int time, String when, Map<String, String> variables, Object... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(OperationMain.command(arguments))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().putAll(variables);
    builder.environment().put("PATH", git().getParent() + ":" + System.getenv("PATH"));
    builder.environment().put("REAL_GIT", realGit());
    builder.environment().put("STEPS", folder.resolve("steps").toString());
    builder.environment().put("KILL_AT", step);
    builder.environment().put("KILL_TIME", String.valueOf(time));
    builder.environment().put("KILL_WHEN", when);
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("output"))).isEqualTo(137);
  }

  private Path git() throws IOException {
    Path git = Files.createDirectories(folder.resolve("bin")).resolve("git");
    Files.writeString(git, GIT);
    assertThat(git.toFile().setExecutable(true)).isTrue();
    return git;
  }

  private static String realGit() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, "git"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  /** A git that outlives its parent is waited for. */
  static void eventually(Runnable operation) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        operation.run();
        return;
      } catch (WriteConflictException running) {
        assertThat(running).hasMessageContaining("another process");
        assertThat(attempt).isLessThan(ATTEMPTS);
        Thread.sleep(100);
      }
    }
  }
}
