package dev.secrets.cli;

import dev.secrets.SecretNotFoundException;
import dev.secrets.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lets the user's editor work on plaintext, in a {@link PrivateDirectory} that is gone afterwards,
 * also when a signal ends us.
 */
public final class Editor {

  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s'\"\\\\]|\\\\.|'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\")+");

  private final List<String> command;
  private final Path directory;

  /** The editor that the first of {@code variables} names, else {@code vi}. */
  public Editor(Host host, String... variables) {
    Map<String, String> environment = host.environment();
    String named =
        Stream.of(variables)
            .map(variable -> environment.getOrDefault(variable, ""))
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse("vi");
    command = words(named);
    directory = host.directory();
  }

  /**
   * What the user makes of {@code content}; empty if it stays as it was. The caller wipes it.
   *
   * @param name ends as the name of the temporary file, so that the editor knows the syntax
   * @throws SecretNotFoundException if there is no such editor
   * @throws StorageException if it fails; what was typed is gone then
   */
  public Optional<byte[]> edit(byte[] content, String name) throws IOException {
    try (PrivateDirectory room = PrivateDirectory.create()) {
      Path file = room.path().resolve(name);
      Files.write(file, content, StandardOpenOption.CREATE_NEW);
      run(file);
      byte[] edited = Files.readAllBytes(file);
      return Arrays.equals(edited, content) ? Optional.empty() : Optional.of(edited);
    }
  }

  private void run(Path file) {
    List<String> line = new ArrayList<>(command);
    line.add(file.toString());
    Runnable restoration = leaveInterruptsToTheEditor();
    try {
      Process editor = new ProcessBuilder(line).directory(directory.toFile()).inheritIO().start();
      int exit = waitFor(editor);
      if (exit != 0) {
        throw new StorageException(
            "the editor '" + command.get(0) + "' ended with exit code " + exit,
            "nothing was changed");
      }
    } catch (IOException notStarted) {
      throw new SecretNotFoundException(
          "cannot start the editor '" + command.get(0) + "'", "EDITOR names another one");
    } finally {
      restoration.run();
    }
  }

  /** At a terminal they reach both, and an editor does not end by them; nor must what it edits. */
  private static Runnable leaveInterruptsToTheEditor() {
    return ForegroundGroup.containsUs() ? Signals.handle("INT", () -> {}) : () -> {};
  }

  private static int waitFor(Process editor) {
    try {
      return editor.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      editor.destroy();
      throw new StorageException("interrupted while the editor ran");
    }
  }

  /** The words of {@code text} as a shell parts them. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(unquoted(matcher.group()));
    }
    return words;
  }

  private static String unquoted(String word) {
    StringBuilder text = new StringBuilder();
    char quote = 0;
    for (int at = 0; at < word.length(); at++) {
      char next = word.charAt(at);
      if (quote == 0 && (next == '\'' || next == '"')) {
        quote = next;
      } else if (next == quote) {
        quote = 0;
      } else {
        at += next == '\\' && quote != '\'' && at + 1 < word.length() ? 1 : 0;
        text.append(word.charAt(at));
      }
    }
    return text.toString();
  }
}
