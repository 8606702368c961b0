package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with the ARNs in {@code secrets:} lists, as far as can be told from afar. */
final class ReferenceFindings {

  private static final int FIELDS_OF_PLAIN = 7;
  private static final int FIELDS_OF_PART = 10;

  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):(\\d{12}):secret:([^:]+)(:.*)?");
  private static final Pattern SUFFIXED = Pattern.compile("(.*)-[A-Za-z0-9]{6}");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("[<\\[]|(?i:(^|[-_/:])x{3}([-_/:]|$))");
  private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):.*");
  private static final Pattern OLD_PLATFORM = Pattern.compile("(1\\.[0-3])(\\.\\d+)?");

  /** What the documented roles may read is named below this. */
  private static final String PREFIX = "CloudReactor/";

  private static final int FEWEST_FOR_A_MAJORITY = 3;

  private final TaskSettings settings;
  private final String environment;
  private final Set<String> environments;
  private final FoundProblems found;

  ReferenceFindings(
      TaskSettings settings, String environment, Set<String> environments, FoundProblems found) {
    this.settings = settings;
    this.environment = environment;
    this.environments = environments;
    this.found = found;
  }

  void look(Node.Mapping effective, List<ListedSecret> entries) {
    for (ListedSecret entry : entries) {
      if (!entry.valueFrom().contains("{{")) {
        lookAtForm(entry);
        lookAtPlatform(effective, entry);
        Matcher arn = ARN.matcher(entry.valueFrom());
        if (arn.matches()) {
          lookAtName(entry, arn.group(3));
          lookAtOwner(entry, arn, entries, effective);
        }
      }
    }
  }

  private void lookAtForm(ListedSecret entry) {
    String text = entry.valueFrom();
    if (PLACEHOLDER.matcher(text).find()) {
      wrong(entry, "its ARN still has placeholders");
      return;
    }
    if (text.startsWith("arn:") && text.contains(":ssm:")) {
      return; // ECS reads Parameter Store as well
    }
    try {
      int fields = text.split(":", -1).length;
      boolean cut = fields > FIELDS_OF_PLAIN && fields < FIELDS_OF_PART;
      if (!cut) {
        SecretsList.reference(text);
      }
    } catch (InvalidInputException malformed) {
      wrong(entry, String.valueOf(malformed.getMessage()));
    }
  }

  private void wrong(ListedSecret entry, String what) {
    found.error(
        "P14",
        entry.node(),
        "secret '%s': %s".formatted(entry.name(), what),
        "copy the full ARN that AWS shows for the secret");
  }

  private void lookAtName(ListedSecret entry, String full) {
    Matcher suffixed = SUFFIXED.matcher(full);
    if (!suffixed.matches()) {
      found.warning(
          "P14",
          entry.node(),
          "secret '%s': the ARN lacks its suffix of '-' and six characters".formatted(entry.name()),
          "copy the full ARN; a partial one may select another secret");
    } else if (SUFFIXED.matcher(suffixed.group(1)).matches()) {
      found.warning(
          "P16",
          entry.node(),
          "secret '%s': the name of the secret itself ends in '-' and six characters"
              .formatted(entry.name()),
          "give the secret another name: a partial ARN of it is ambiguous");
    }
    lookAtSegments(entry, full);
  }

  private void lookAtSegments(ListedSecret entry, String name) {
    Set<String> segments = new LinkedHashSet<>(List.of(name.split("/")));
    Optional<String> other =
        environments.stream()
            .filter(candidate -> !candidate.equals(environment) && segments.contains(candidate))
            .findFirst();
    if (other.isPresent() && !segments.contains(environment)) {
      foreign(entry, "environment '" + other.get() + "'");
    } else if (name.startsWith(PREFIX) && !name.startsWith(PREFIX + environment + "/common/")) {
      found.warning(
          "P17",
          entry.node(),
          "secret '%s': the execution role may read '%s%s/common/*' alone"
              .formatted(entry.name(), PREFIX, environment),
          "name the secret so, or let the execution role (not the task role) read it");
    }
  }

  private void lookAtOwner(
      ListedSecret entry, Matcher arn, List<ListedSecret> entries, Node.Mapping effective) {
    Optional<String> region =
        setting("project_aws", "region").or(() -> majority(entries, match -> match.group(1)));
    Optional<String> account =
        setting("project_aws", "account_id")
            .or(() -> roleAccount(effective))
            .or(() -> majority(entries, match -> match.group(2)));
    if (region.isPresent() && !region.get().equals(arn.group(1))) {
      foreign(entry, "another region");
    }
    if (account.isPresent() && !account.get().equals(arn.group(2))) {
      foreign(entry, "another account");
    }
  }

  private void foreign(ListedSecret entry, String owner) {
    found.warning(
        "P15",
        entry.node(),
        "secret '%s' of environment '%s' is one of %s".formatted(entry.name(), environment, owner),
        "refer to the secret of '" + environment + "'");
  }

  private Optional<String> setting(String variable, String key) {
    return settings.variable(variable).flatMap(node -> text(node, key));
  }

  private Optional<String> roleAccount(Node.Mapping effective) {
    return effective
        .find("ecs")
        .flatMap(ecs -> text(ecs, "execution_role_arn"))
        .map(ROLE::matcher)
        .filter(Matcher::matches)
        .map(role -> role.group(1));
  }

  private Optional<String> text(Node node, String key) {
    return node instanceof Node.Mapping mapping
            && mapping.find(key).orElse(null) instanceof Node.Scalar scalar
            && !scalar.text().contains("{{")
            && !scalar.text().isBlank()
        ? Optional.of(settings.text(scalar))
        : Optional.empty();
  }

  /** What all but one of several have. */
  private static Optional<String> majority(
      List<ListedSecret> entries, Function<Matcher, String> part) {
    Map<String, Integer> counts = new HashMap<>();
    entries.stream()
        .map(entry -> ARN.matcher(entry.valueFrom()))
        .filter(Matcher::matches)
        .forEach(match -> counts.merge(part.apply(match), 1, Integer::sum));
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return counts.entrySet().stream()
        .filter(each -> all >= FEWEST_FOR_A_MAJORITY && each.getValue() >= all - 1)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void lookAtPlatform(Node.Mapping effective, ListedSecret entry) {
    int fields = entry.valueFrom().split(":", -1).length;
    if (!entry.valueFrom().startsWith("arn:") || fields <= FIELDS_OF_PLAIN) {
      return;
    }
    if (fields < FIELDS_OF_PART) {
      found.error(
          "P18",
          entry.node(),
          "secret '%s': the colons behind the JSON key are incomplete".formatted(entry.name()),
          "write all three, such as ARN:password::");
    }
    Optional<String> platform = effective.find("ecs").flatMap(ecs -> text(ecs, "platform_version"));
    if (platform.filter(version -> OLD_PLATFORM.matcher(version).matches()).isPresent()) {
      found.error(
          "P18",
          entry.node(),
          "secret '%s' names a JSON key, which Fargate reads from platform 1.4.0 on"
              .formatted(entry.name()),
          "set platform_version to 1.4.0 or later");
    }
  }
}
