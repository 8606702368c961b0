package dev.secrets.cli.gitcrypt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What our command left when it was typed, within this process; bytes as Latin-1. */
record Typed(int exit, String out, String err) {

  static Typed in(Path directory, Map<String, String> variables, String... words) {
    return in(directory, variables, new byte[0], List.of(words));
  }

  static Typed in(Path directory, Map<String, String> variables, byte[] input, List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(Template.SETTINGS);
    environment.putAll(variables);
    Shell shell =
        new Shell(
            new ByteArrayInputStream(input),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            directory);
    int exit = new Program(shell).run(words);
    return new Typed(exit, latin1(out.toByteArray()), latin1(err.toByteArray()));
  }

  Typed expectSuccess() {
    if (exit != 0) {
      throw new AssertionError("ended with " + exit + ": " + err);
    }
    return this;
  }

  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
