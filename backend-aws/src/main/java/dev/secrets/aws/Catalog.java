package dev.secrets.aws;

import dev.secrets.SecretInfo;
import dev.secrets.SecretPath;
import dev.secrets.SecretVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;

/** What AWS tells of secrets and versions without their values; all pages of it. */
final class Catalog {

  private static final int PAGE = 100;

  /** What a filter takes; a leading {@code !} would turn it round. */
  private static final Pattern FILTER =
      Pattern.compile("[a-zA-Z0-9 :_@/+=.-][a-zA-Z0-9 :_@/+=.!-]*");

  private static final List<String> NEWEST_LABELS = List.of("AWSPREVIOUS", "AWSCURRENT");

  private final Calls calls;

  Catalog(Calls calls) {
    this.calls = calls;
  }

  List<SecretInfo> list(String prefix) {
    List<SecretInfo> infos = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      ListSecretsRequest request = request(prefix, token);
      ListSecretsResponse page =
          calls.call(
              "ListSecrets", prefix + "*", Optional.empty(), client -> client.listSecrets(request));
      page.secretList().stream()
          .filter(entry -> entry.name().startsWith(prefix))
          .map(Catalog::info)
          .forEach(infos::add);
      token = Optional.ofNullable(page.nextToken());
    } while (token.isPresent());
    infos.sort(Comparator.comparing(SecretInfo::path));
    return infos;
  }

  /** Newest first; a version that lost its labels can still be read for as long as AWS keeps it. */
  List<SecretVersion> versions(SecretId id) {
    List<SecretVersion> versions = new ArrayList<>();
    try {
      Optional<String> token = Optional.empty();
      do {
        ListSecretVersionIdsRequest request = request(id, token);
        ListSecretVersionIdsResponse page =
            calls.call("ListSecretVersionIds", id, client -> client.listSecretVersionIds(request));
        page.versions().stream().map(Catalog::version).forEach(versions::add);
        token = Optional.ofNullable(page.nextToken());
      } while (token.isPresent());
    } catch (Refusal refusal) {
      if (!refusal.isAbsence()) {
        throw refusal;
      }
    }
    Collections.reverse(versions);
    versions.sort(newestFirst());
    return versions;
  }

  /** Labels decide between versions of one moment: they tell which came last. */
  private static Comparator<SecretVersion> newestFirst() {
    Comparator<SecretVersion> byTime =
        Comparator.comparing(version -> version.created().orElse(Instant.EPOCH));
    return byTime.thenComparing(Catalog::rank).reversed();
  }

  private static int rank(SecretVersion version) {
    return version.labels().stream().mapToInt(NEWEST_LABELS::indexOf).max().orElse(-1);
  }

  private static ListSecretsRequest request(String prefix, Optional<String> token) {
    ListSecretsRequest.Builder request = ListSecretsRequest.builder().maxResults(PAGE);
    if (FILTER.matcher(prefix).matches()) {
      request.filters(Filter.builder().key(FilterNameStringType.NAME).values(prefix).build());
    }
    token.ifPresent(request::nextToken);
    return request.build();
  }

  private static ListSecretVersionIdsRequest request(SecretId id, Optional<String> token) {
    ListSecretVersionIdsRequest.Builder request =
        ListSecretVersionIdsRequest.builder()
            .secretId(id.text())
            .includeDeprecated(true)
            .maxResults(PAGE);
    token.ifPresent(request::nextToken);
    return request.build();
  }

  private static SecretInfo info(SecretListEntry entry) {
    return new SecretInfo(
        SecretPath.of(entry.name()),
        Optional.ofNullable(entry.lastChangedDate()),
        "",
        Notes.byKey(entry.tags()),
        SecretId.aliases(entry.arn()));
  }

  private static SecretVersion version(SecretVersionsListEntry entry) {
    return new SecretVersion(
        entry.versionId(),
        Set.copyOf(entry.versionStages()),
        Optional.ofNullable(entry.createdDate()));
  }
}
