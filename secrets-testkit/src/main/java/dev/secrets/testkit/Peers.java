package dev.secrets.testkit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real tools that our output is judged by, such as {@code git-crypt} and {@code ansible-vault}.
 *
 * <p>A test against such a tool begins with {@link #require}: where the tool is missing the test is
 * skipped and says so, except when the system property {@value #REQUIRED} is {@code true}; then it
 * fails, so that a machine meant to run these tests cannot leave them out unnoticed.
 *
 * <pre>{@code
 * PeerCommand vault = Peers.require("ansible-vault").in(folder);
 * byte[] plaintext = vault.run("decrypt", "--output", "-", "secrets.yml").expectSuccess().stdout();
 * }</pre>
 */
public final class Peers {

  /** Tests that call a real tool carry this tag. */
  public static final String TAG = "peer";

  /** The system property that turns a missing tool from a skipped test into a failed one. */
  public static final String REQUIRED = "peers.required";

  private Peers() {}

  /** The command of {@code program}, or the end of this test when it is not on the search path. */
  public static PeerCommand require(String program) {
    Optional<Path> executable = find(program);
    if (executable.isEmpty()) {
      String message = "'" + program + "' is not on the PATH";
      if (Boolean.getBoolean(REQUIRED)) {
        fail(message + ", and " + REQUIRED + " is true");
      }
      abort(message + ": nothing was compared with the real tool");
    }
    return PeerCommand.of(executable.orElseThrow());
  }

  private static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .map(directory -> Path.of(directory, program))
        .filter(candidate -> Files.isRegularFile(candidate) && Files.isExecutable(candidate))
        .findFirst();
  }
}
