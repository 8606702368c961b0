package dev.secrets.vault;

import dev.secrets.DecryptionFailedException;
import dev.secrets.SecretValue;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A program that prints the password. One whose name ends in {@code -client} serves several labels
 * and is told which one: {@code x-client --vault-id LABEL}.
 */
final class PasswordScript implements PasswordSource {

  private static final int UNKNOWN_LABEL = 2;

  private final BackendContext context;
  private final Path program;
  private final String label;

  /** A program to be asked for {@code label}; empty if it is to be called without arguments. */
  PasswordScript(BackendContext context, Path program, String label) {
    this.context = context;
    this.program = program;
    this.label = label;
  }

  @Override
  public SecretValue read(Purpose purpose, VaultSecrets soFar) {
    requireProgram();
    byte[] password = PasswordBytes.stripLineEnds(output());
    if (password.length == 0) {
      throw failed("it printed nothing");
    }
    return SecretValue.takeOwnership(password);
  }

  @Override
  public String name() {
    return "'" + program + "'";
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(program);
  }

  // The JDK hands a file without an interpreter line to a shell, which would run the password.
  private void requireProgram() {
    try (InputStream in = Files.newInputStream(program)) {
      byte[] head = in.readNBytes(64);
      boolean hasInterpreter = head.length > 2 && head[0] == '#' && head[1] == '!';
      boolean isBinary = IntStream.range(0, head.length).anyMatch(index -> head[index] == 0);
      Arrays.fill(head, (byte) 0);
      if (!hasInterpreter && !isBinary) {
        throw new DecryptionFailedException(
            "no vault password from " + name() + ": it is executable, but no program",
            "if it holds the password itself, take its executable bit away: chmod -x");
      }
    } catch (IOException failure) {
      throw failed("it cannot be read");
    }
  }

  private byte[] output() {
    try {
      Process process = context.processes().start(builder());
      byte[] output = process.getInputStream().readAllBytes();
      int exit = process.waitFor();
      if (exit != 0) {
        Arrays.fill(output, (byte) 0);
        throw exit == UNKNOWN_LABEL && isClient()
            ? failed("it knows none for the label '" + label + "'")
            : failed("it ended with exit code " + exit);
      }
      return output;
    } catch (IOException failure) {
      throw failed("it cannot be started");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed("interrupted while it ran");
    }
  }

  private ProcessBuilder builder() {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    if (isClient() && !label.isEmpty()) {
      command.addAll(List.of("--vault-id", label));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(context.directory().toFile())
            .redirectInput(Redirect.INHERIT)
            .redirectError(isClient() ? Redirect.DISCARD : Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(context.environment());
    return builder;
  }

  private boolean isClient() {
    return isClient(program);
  }

  /** Whether a program of this name serves several labels. */
  static boolean isClient(Path program) {
    String name = String.valueOf(program.getFileName());
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name).endsWith("-client");
  }

  private DecryptionFailedException failed(String why) {
    return new DecryptionFailedException("no vault password from " + name() + ": " + why);
  }
}
