package dev.secrets.cli;

import dev.secrets.SecretValue;
import dev.secrets.spi.Prompter;
import java.io.Console;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The person at the terminal, asked without echo. The JDK has a console only while neither standard
 * input nor output is redirected; otherwise the terminal itself is opened and told to hide what is
 * typed, until the answer is there or the process ends.
 */
final class Terminal implements Prompter {

  private static final File DEVICE = new File("/dev/tty");

  @Override
  @SuppressWarnings("SystemConsoleNull") // the launcher asks for the console that can be null
  public Optional<SecretValue> readHidden(String prompt) {
    Console console = System.console();
    return console == null ? readFromDevice(prompt) : read(console, prompt);
  }

  private static Optional<SecretValue> read(Console console, String prompt) {
    char[] typed = console.readPassword("%s", prompt);
    if (typed == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(SecretValue.ofCharacters(typed));
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private static Optional<SecretValue> readFromDevice(String prompt) {
    try (InputStream in = new FileInputStream(DEVICE);
        OutputStream out = new FileOutputStream(DEVICE)) {
      String mode = stty("-g").strip();
      Thread restoration = new Thread(() -> restore(mode));
      Runtime.getRuntime().addShutdownHook(restoration);
      try {
        stty("-echo");
        out.write(prompt.getBytes(StandardCharsets.UTF_8));
        return readLine(in);
      } finally {
        restore(mode);
        Runtime.getRuntime().removeShutdownHook(restoration);
        out.write('\n');
      }
    } catch (IOException nobody) {
      return Optional.empty();
    }
  }

  /** The bytes up to the end of the line; empty if the input ends before one begins. */
  private static Optional<SecretValue> readLine(InputStream in) throws IOException {
    byte[] line = new byte[128];
    int length = 0;
    try {
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      for (; next >= 0 && next != '\n'; next = in.read()) {
        line = length == line.length ? grown(line) : line;
        line[length++] = (byte) next;
      }
      return Optional.of(SecretValue.takeOwnership(Arrays.copyOf(line, length)));
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  private static byte[] grown(byte[] line) {
    byte[] longer = Arrays.copyOf(line, 2 * line.length);
    Arrays.fill(line, (byte) 0);
    return longer;
  }

  private static void restore(String mode) {
    try {
      stty(mode);
    } catch (IOException gone) {
      // The terminal was closed meanwhile: nothing is left to restore.
    }
  }

  private static String stty(String argument) throws IOException {
    Process stty =
        new ProcessBuilder("stty", argument)
            .redirectInput(DEVICE)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    try {
      if (stty.waitFor() != 0) {
        throw new IOException("stty failed");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }
}
