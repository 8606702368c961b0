package dev.secrets.inspect;

import dev.secrets.AccessDeniedException;
import dev.secrets.SecretsException;
import dev.secrets.document.DocumentFormat;
import dev.secrets.project.Finding;
import dev.secrets.project.SecretFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What single values look like. */
final class ValueChecks {

  private static final Pattern API_KEY = Pattern.compile("(?i).*api_?key");
  private static final Pattern ACCESS_KEY =
      Pattern.compile("(?s).*\\b(AKIA|ASIA)[A-Z0-9]{16}\\b.*");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("(?s).*-----BEGIN [A-Z ]*PRIVATE KEY-----.*");
  private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9+/=_.~-]{20,}");
  private static final double RANDOM_BITS = 3.7;

  private final Inspection project;
  private final Values values;
  private final Findings found;

  ValueChecks(Inspection project, Values values, Findings found) {
    this.project = project;
    this.values = values;
    this.found = found;
  }

  /** P19: an API key is a bare text. And what a store says of what it was asked for. */
  void bound() {
    for (String environment : project.environments().keySet()) {
      values
          .of(environment)
          .forEach(
              (name, bound) -> {
                String place = ComparisonChecks.placeOf(bound.binding());
                bound.failure().ifPresent(failure -> refused(name, place, failure));
                bound
                    .text()
                    .filter(text -> API_KEY.matcher(name).matches() && !isBare(text))
                    .ifPresent(
                        text ->
                            found.error(
                                "P19",
                                place,
                                "'%s' is to be a bare text, and has braces, quotes or blanks"
                                    .formatted(name),
                                "store the key alone as plaintext, without a line end"));
              });
    }
  }

  private void refused(String name, String place, SecretsException failure) {
    if (failure instanceof AccessDeniedException) {
      found.warning(
          "P17",
          place,
          "'%s' may not be read by whoever asks now: %s".formatted(name, failure.getMessage()),
          "let the execution role read it, and whoever checks");
    } else if (!place.startsWith("/")) {
      found.error(
          "P14",
          place,
          "'%s' leads to nothing: %s".formatted(name, failure.getMessage()),
          "copy the full ARN; after a secret was made anew its suffix is another");
    }
  }

  private static boolean isBare(String text) {
    return !text.isEmpty()
        && text.strip().equals(text)
        && !text.startsWith("{")
        && !text.startsWith("\"")
        && !text.startsWith("'");
  }

  /** P29. */
  void placeholders() {
    Map<String, String> examples = new HashMap<>();
    for (SecretFile file : project.secretFiles()) {
      if (isExample(file)) {
        project
            .leaves(file.path())
            .forEach(leaf -> examples.put(leaf.shownPath(), leaf.scalar().text()));
      }
    }
    for (SecretFile file : project.secretFiles()) {
      boolean live =
          file.isSecret() || (file.role() == SecretFile.Role.RUNTIME && !isExample(file));
      if (live) {
        project.leaves(file.path()).forEach(leaf -> placeholder(file.path(), leaf, examples));
      }
    }
  }

  private void placeholder(String path, Leaf leaf, Map<String, String> examples) {
    String text = project.text(leaf.scalar()).orElse("");
    boolean inside =
        Leaf.json(text).map(Leaf::of).orElse(List.of()).stream()
            .anyMatch(field -> SecretNames.isPlaceholder(field.scalar().text()));
    boolean copied =
        SecretNames.looksSecret(leaf.key())
            && !text.isBlank()
            && text.equals(examples.get(leaf.shownPath()));
    boolean json = Leaf.json(text).isPresent();
    if (inside || copied || (!json && SecretNames.isPlaceholder(text))) {
      found.error(
          "P29",
          Finding.place(path, leaf.scalar().position()),
          "'%s' still holds a placeholder".formatted(leaf.shownPath()),
          "put the real value there: secrets set");
    }
  }

  /** P30. */
  void inTheOpen() {
    for (SecretFile file : project.secretFiles()) {
      if (!file.isSecret()) {
        DocumentFormat format =
            DocumentFormat.ofFileName(file.path().replaceFirst("\\.example$", ""));
        if (format != DocumentFormat.OPAQUE) {
          leavesInTheOpen(file.path());
        }
      }
    }
  }

  private void leavesInTheOpen(String path) {
    List<Leaf> leaves = project.leaves(path);
    for (Leaf leaf : leaves) {
      if (leaf.scalar().tag().isEmpty()) {
        looksReal(leaf.key(), leaf.scalar().text())
            .ifPresent(
                what ->
                    found.error(
                        "P30",
                        Finding.place(path, leaf.scalar().position()),
                        "'%s' looks like %s, and the file is there for all to read"
                            .formatted(leaf.shownPath(), what),
                        "move it to a file that is encrypted, and rotate it"));
      }
    }
    if (leaves.isEmpty()) {
      String text = project.files().text(path).orElse("");
      if (ACCESS_KEY.matcher(text).matches() || PRIVATE_KEY.matcher(text).matches()) {
        found.error(
            "P30",
            path,
            "it holds what looks like a key, and is there for all to read",
            "move it to a file that is encrypted, and rotate it");
      }
    }
  }

  private static Optional<String> looksReal(String key, String text) {
    if (ACCESS_KEY.matcher(text).matches()) {
      return Optional.of("an AWS access key");
    }
    if (PRIVATE_KEY.matcher(text).matches()) {
      return Optional.of("a private key");
    }
    for (Leaf field : Leaf.json(text).map(Leaf::of).orElse(List.of())) {
      if (isRandom(field.key(), field.scalar().text())) {
        return Optional.of("a real secret");
      }
    }
    return isRandom(key, text) ? Optional.of("a real secret") : Optional.empty();
  }

  private static boolean isRandom(String key, String text) {
    return SecretNames.looksSecret(key)
        && SecretNames.isLiteral(text)
        && ONE_WORD.matcher(text).matches()
        && entropy(text) > RANDOM_BITS;
  }

  /** In bits for each character. */
  private static double entropy(String text) {
    Map<Integer, Integer> counts = new HashMap<>();
    text.chars().forEach(c -> counts.merge(c, 1, Integer::sum));
    return counts.values().stream()
        .mapToDouble(count -> (double) count / text.length())
        .map(share -> -share * Math.log(share) / Math.log(2))
        .sum();
  }

  private static boolean isExample(SecretFile file) {
    return file.path().matches("(?i).*(example|sample|template).*");
  }
}
