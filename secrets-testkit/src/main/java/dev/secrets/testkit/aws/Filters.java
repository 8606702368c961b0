package dev.secrets.testkit.aws;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The filters of a listing: all of them must hold, each through one of its values; {@code !} in
 * front of a value turns it round. Values are prefixes, case-sensitive but in descriptions.
 */
record Filters(List<Filter> filters) implements Predicate<StoredSecret> {

  private static final int MAX_FILTERS = 10;
  private static final int MAX_VALUES = 10;
  private static final int MAX_VALUE = 512;
  private static final Set<String> KEYS =
      Set.of(
          "name", "tag-key", "tag-value", "primary-region", "owning-service", "description", "all");
  private static final Pattern VALUE = Pattern.compile("!?[a-zA-Z0-9 :_@/+=.\\-!]*");
  private static final Pattern WORD_END = Pattern.compile("[^\\p{Alnum}]+");

  static Filters in(Params params) {
    return new Filters(
        params.objects("Filters", MAX_FILTERS).stream().map(Filters::filter).toList());
  }

  @Override
  public boolean test(StoredSecret secret) {
    return filters.stream().allMatch(filter -> filter.test(secret));
  }

  private static Filter filter(Params params) {
    String key =
        params
            .oneOf("Key", KEYS)
            .orElseThrow(() -> ApiError.invalidParameter("A filter needs a key."));
    List<String> values = params.texts("Values", MAX_VALUES, MAX_VALUE);
    if (values.isEmpty() || !values.stream().allMatch(VALUE.asMatchPredicate())) {
      throw ApiError.invalidParameter("The values of filter " + key + " are missing or malformed.");
    }
    return new Filter(key, values);
  }

  record Filter(String key, List<String> values) implements Predicate<StoredSecret> {

    @Override
    public boolean test(StoredSecret secret) {
      return values.stream().anyMatch(value -> matches(secret, value));
    }

    private boolean matches(StoredSecret secret, String value) {
      return value.startsWith("!")
          ? !matchesPlain(secret, value.substring(1))
          : matchesPlain(secret, value);
    }

    private boolean matchesPlain(StoredSecret secret, String value) {
      return switch (key) {
        case "name" -> secret.name().startsWith(value);
        case "tag-key" -> secret.tags.keySet().stream().anyMatch(tag -> tag.startsWith(value));
        case "tag-value" -> secret.tags.values().stream().anyMatch(tag -> tag.startsWith(value));
        case "description" ->
            secret.description.filter(text -> lower(text).startsWith(lower(value))).isPresent();
        case "all" -> words(secret).anyMatch(word -> word.startsWith(lower(value)));
        default -> false; // the fake has no replicas and no services that own secrets
      };
    }

    private static Stream<String> words(StoredSecret secret) {
      Stream<String> tags =
          Stream.concat(secret.tags.keySet().stream(), secret.tags.values().stream());
      Stream<String> texts = Stream.of(secret.name(), secret.description.orElse(""));
      return Stream.concat(tags, texts).flatMap(WORD_END::splitAsStream).map(Filter::lower);
    }

    private static String lower(String text) {
      return text.toLowerCase(Locale.ROOT);
    }
  }
}
