package dev.secrets.gitcrypt;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody types to name an OpenPGP key, as gpg understands it: a fingerprint or key id, a
 * user id after {@code =}, an address in {@code <>}, a part of an address after {@code @}, else a
 * part of the user id.
 */
final class KeyQuery {

  private static final Pattern ID =
      Pattern.compile("(?i)(?:0x)?([0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{40})!?");

  private KeyQuery() {}

  static Predicate<OpenPgpKeys> parse(String query) {
    Matcher id = ID.matcher(query);
    if (id.matches()) {
      String digits = id.group(1).toUpperCase(Locale.ROOT);
      return key -> key.fingerprints().stream().anyMatch(one -> one.endsWith(digits));
    }
    Predicate<String> userId = query.length() > 1 ? userId(query) : none -> false;
    return key -> key.userIds().stream().anyMatch(userId);
  }

  private static Predicate<String> userId(String query) {
    String rest = lower(query.substring(1));
    return switch (query.charAt(0)) {
      case '=' -> id -> id.equals(query.substring(1));
      case '<' -> id -> (address(id) + ">").equals(rest);
      case '@' -> id -> address(id).contains(rest);
      case '*' -> id -> lower(id).contains(rest);
      default -> id -> lower(id).contains(lower(query));
    };
  }

  private static String address(String userId) {
    int begin = userId.lastIndexOf('<');
    boolean alone = begin < 0 || !userId.endsWith(">");
    return lower(alone ? userId : userId.substring(begin + 1, userId.length() - 1));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
