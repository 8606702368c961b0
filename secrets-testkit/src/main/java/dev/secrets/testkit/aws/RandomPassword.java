package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** GetRandomPassword. */
final class RandomPassword {

  private static final int MAX_LENGTH = 4096;
  private static final int DEFAULT_LENGTH = 32;
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final Random random = new SecureRandom();

  Map<String, Operation> operations() {
    return Map.of("GetRandomPassword", this::generate);
  }

  private void generate(Params input, Inventory secrets, ObjectNode answer) {
    int length = input.number("PasswordLength", 1, MAX_LENGTH, DEFAULT_LENGTH);
    List<String> classes = classes(input);
    boolean ofEach = input.flag("RequireEachIncludedType", true);
    if (classes.isEmpty() || (ofEach && length < classes.size())) {
      throw ApiError.invalidParameter("The password can't be made of what is left to choose from.");
    }
    answer.put("RandomPassword", password(length, classes, ofEach));
  }

  private static List<String> classes(Params input) {
    String excluded = input.text("ExcludeCharacters", 0, MAX_LENGTH).orElse("");
    List<String> classes = new ArrayList<>();
    addUnless(input.flag("ExcludeLowercase", false), LOWER, classes);
    addUnless(input.flag("ExcludeUppercase", false), UPPER, classes);
    addUnless(input.flag("ExcludeNumbers", false), DIGITS, classes);
    addUnless(input.flag("ExcludePunctuation", false), PUNCTUATION, classes);
    addUnless(!input.flag("IncludeSpace", false), " ", classes);
    return classes.stream()
        .map(characters -> without(characters, excluded))
        .filter(characters -> !characters.isEmpty())
        .toList();
  }

  private String password(int length, List<String> classes, boolean ofEach) {
    String all = String.join("", classes);
    List<Character> characters = new ArrayList<>();
    if (ofEach) {
      classes.forEach(one -> characters.add(oneOf(one)));
    }
    IntStream.range(characters.size(), length).forEach(place -> characters.add(oneOf(all)));
    Collections.shuffle(characters, random);
    return characters.stream().map(String::valueOf).collect(Collectors.joining());
  }

  private char oneOf(String characters) {
    return characters.charAt(random.nextInt(characters.length()));
  }

  private static void addUnless(boolean excluded, String characters, List<String> classes) {
    if (!excluded) {
      classes.add(characters);
    }
  }

  private static String without(String characters, String excluded) {
    return characters
        .chars()
        .filter(character -> excluded.indexOf(character) < 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
