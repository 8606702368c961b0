package dev.secrets.inspect;

import dev.secrets.project.SecretFile;
import dev.secrets.project.SecretFile.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** P20: what gets into an image, whose layers keep it for good. */
final class ImageChecks {

  private static final Pattern INSTRUCTION =
      Pattern.compile("(?i)\\s*(COPY|ADD|ARG|ENV)\\s+(.*\\S)\\s*");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)\\}?");
  private static final String IGNORE = ".dockerignore";

  private final Inspection project;
  private final Findings found;
  private final Map<String, String> arguments = new HashMap<>();

  private ImageChecks(Inspection project, Findings found) {
    this.project = project;
    this.found = found;
  }

  static void images(Inspection project, Findings found) {
    List<String> dockerfiles =
        project.files().below(List.of("", "deploy")).stream()
            .filter(path -> path.matches("(.*/)?(Dockerfile(\\..*)?|.*\\.Dockerfile)"))
            .toList();
    ImageChecks checks = new ImageChecks(project, found);
    dockerfiles.forEach(checks::lookAtInstructions);
    if (!dockerfiles.isEmpty()) {
      checks.lookAtContext();
    }
  }

  private void lookAtInstructions(String dockerfile) {
    arguments.clear();
    int number = 0;
    for (String line : project.files().text(dockerfile).orElse("").lines().toList()) {
      number++;
      Matcher instruction = INSTRUCTION.matcher(line);
      if (instruction.matches()) {
        String place = dockerfile + ":" + number + ":1";
        if (instruction.group(1).matches("(?i)ARG|ENV")) {
          lookAtVariable(place, instruction.group(2));
        } else {
          lookAtCopy(place, filled(instruction.group(2)));
        }
      }
    }
  }

  private void lookAtVariable(String place, String definition) {
    String name = definition.split("[=\\s]", 2)[0];
    String value = definition.substring(name.length()).replaceFirst("^[=\\s]", "");
    arguments.put(name, value.replaceAll("^[\"']|[\"']$", ""));
    if (SecretNames.looksSecret(name)) {
      found.warning(
          "P20",
          place,
          "the image is built with '%s', which every layer's history shows".formatted(name),
          "hand it to the task when it starts: secrets run");
    }
  }

  private void lookAtCopy(String place, String sources) {
    List<String> words = new ArrayList<>(List.of(sources.split("\\s+", -1)));
    if (words.stream().anyMatch(word -> word.startsWith("--from"))) {
      return;
    }
    words.removeIf(word -> word.startsWith("--"));
    for (String source : words.subList(0, Math.max(0, words.size() - 1))) {
      Pattern copied = WildcardPath.docker(source.equals(".") ? "**" : source);
      secretPaths().stream()
          .filter(path -> copied.matcher(path).matches() && !isKeptOut(path))
          .findFirst()
          .ifPresent(
              path ->
                  found.error(
                      "P20",
                      place,
                      "'%s' gets into a layer of the image".formatted(path),
                      "hand the secrets to the task when it starts: secrets run"));
    }
  }

  private Set<String> secretPaths() {
    Set<String> paths = new LinkedHashSet<>();
    for (SecretFile file : project.secretFiles()) {
      boolean example = file.environment().equals(Optional.of("example"));
      if (file.isSecret() || (file.role() == Role.RUNTIME && !example)) {
        paths.add(file.path());
      }
    }
    return paths;
  }

  private String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            variable ->
                Matcher.quoteReplacement(
                    arguments.getOrDefault(variable.group(1), variable.group())));
  }

  private void lookAtContext() {
    lookAtContext(".git", ".git/config");
    lookAtContext("build/", "build/prod/.env");
    Set<String> sent = sentDirectories();
    sent.stream()
        .filter(name -> sent.stream().noneMatch(outer -> isInside(name, outer)))
        .forEach(
            name ->
                found.warning(
                    "P20",
                    IGNORE,
                    "secret files of '%s' are sent to the build of the image".formatted(name),
                    "add to .dockerignore: " + name));
  }

  private Set<String> sentDirectories() {
    return secretPaths().stream()
        .filter(path -> project.secretFile(path).filter(SecretFile::isSecret).isPresent())
        .filter(path -> !isKeptOut(path))
        .map(path -> path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : path)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isInside(String name, String outer) {
    return outer.endsWith("/") && name.startsWith(outer) && !name.equals(outer);
  }

  /** Whether what a build must never be sent is, going by a file that stands for it. */
  private void lookAtContext(String name, String path) {
    if (!isKeptOut(path)) {
      found.warning(
          "P20",
          IGNORE,
          "'%s' is sent to the build of the image".formatted(name),
          "add to .dockerignore: " + name);
    }
  }

  /** The last line that matches decides. */
  private boolean isKeptOut(String path) {
    boolean out = false;
    for (String line : project.files().text(IGNORE).orElse("").lines().toList()) {
      String pattern = line.strip();
      if (!pattern.isEmpty() && !pattern.startsWith("#")) {
        boolean back = pattern.startsWith("!");
        String name = back ? pattern.substring(1) : pattern;
        out = WildcardPath.docker(name).matcher(path).matches() ? !back : out;
      }
    }
    return out;
  }
}
