package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ListSecrets, ListSecretVersionIds and DescribeSecret: all that tells no values. */
final class ListOperations {

  private static final int MAX_PAGE = 100;

  private static final Set<String> ORDERS =
      Set.of("name", "created-date", "last-changed-date", "last-accessed-date");

  Map<String, Operation> operations() {
    return Map.of(
        "ListSecrets", this::list,
        "ListSecretVersionIds", this::listVersions,
        "DescribeSecret", this::describe);
  }

  private void list(Params input, Inventory secrets, ObjectNode answer) {
    Filters filters = Filters.in(input);
    boolean withDeleted = input.flag("IncludePlannedDeletion", false);
    String by = input.oneOf("SortBy", ORDERS).orElse("created-date");
    boolean descending =
        input.oneOf("SortOrder", Set.of("asc", "desc")).filter("desc"::equals).isPresent();
    int size = input.number("MaxResults", 1, MAX_PAGE, MAX_PAGE);

    List<StoredSecret> found =
        secrets
            .listed()
            .filter(secret -> withDeleted || !secret.deleted())
            .filter(filters)
            .sorted(descending ? order(by).reversed() : order(by))
            .toList();
    String query = "list " + filters + withDeleted + by + descending;
    ArrayNode entries = answer.putArray("SecretList");
    secrets
        .pages()
        .cut(found, size, query, input, answer)
        .forEach(secret -> Answers.metadata(secret, "SecretVersionsToStages", entries.addObject()));
  }

  private void listVersions(Params input, Inventory secrets, ObjectNode answer) {
    boolean deprecated = input.flag("IncludeDeprecated", false);
    int size = input.number("MaxResults", 1, MAX_PAGE, MAX_PAGE);
    StoredSecret secret = secrets.get(input.secretId());

    List<StoredVersion> found =
        secret.versions().stream()
            .filter(version -> deprecated || !version.labels().isEmpty())
            .toList();
    Answers.identify(secret, answer);
    ArrayNode entries = answer.putArray("Versions");
    secrets
        .pages()
        .cut(found, size, "versions " + secret.arn + deprecated, input, answer)
        .forEach(version -> Answers.version(version, entries.addObject()));
  }

  private void describe(Params input, Inventory secrets, ObjectNode answer) {
    Answers.metadata(secrets.get(input.secretId()), "VersionIdsToStages", answer);
  }

  private static Comparator<StoredSecret> order(String by) {
    return switch (by) {
      case "name" -> Comparator.comparing(StoredSecret::name);
      case "last-changed-date" -> Comparator.comparing(secret -> secret.lastChanged);
      case "last-accessed-date" ->
          Comparator.comparing(secret -> secret.lastAccessed.orElse(Instant.EPOCH));
      default -> Comparator.comparing(secret -> secret.created);
    };
  }
}
