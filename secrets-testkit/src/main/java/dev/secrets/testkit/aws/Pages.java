package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Cuts lists into pages. A token says nothing to the caller and fits only the query it was for. */
final class Pages {

  private static final int MAX_TOKEN = 4096;

  private record Place(String query, int start) {}

  private final Map<String, Place> places = new HashMap<>();

  /** The page that the request asks for; writes the token of the next one into {@code answer}. */
  <T> List<T> cut(List<T> items, int size, String query, Params params, ObjectNode answer) {
    int start = params.text("NextToken", 1, MAX_TOKEN).map(token -> start(token, query)).orElse(0);
    int end = Math.min(items.size(), start + size);
    if (end < items.size()) {
      answer.put("NextToken", token(new Place(query, end)));
    }
    return items.subList(Math.min(start, end), end);
  }

  private int start(String token, String query) {
    Place place = places.get(token);
    if (place == null || !place.query().equals(query)) {
      throw ApiError.of("InvalidNextTokenException", "The NextToken value is invalid.");
    }
    return place.start();
  }

  private String token(Place place) {
    String token = UUID.randomUUID().toString();
    places.put(token, place);
    return token;
  }
}
