package dev.secrets.aws;

import dev.secrets.SecretDescription;
import dev.secrets.SecretNotes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** What AWS keeps beside the value: description, KMS key, tags, dates. */
final class Notes {

  private final Calls calls;

  Notes(Calls calls) {
    this.calls = calls;
  }

  Optional<SecretDescription> describe(SecretId id) {
    try {
      DescribeSecretResponse answer =
          calls.call(
              "DescribeSecret",
              id,
              client -> client.describeSecret(one -> one.secretId(id.text())));
      return Optional.of(description(id, answer));
    } catch (Refusal refusal) {
      if (refusal.isAbsence()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /** AWS takes tags and the rest in two calls; only what is wanted is asked for. */
  void annotate(SecretId id, SecretNotes wanted) {
    if (wanted.description().isPresent() || wanted.encryptionKey().isPresent()) {
      calls.call(
          "UpdateSecret",
          id,
          client ->
              client.updateSecret(
                  update -> {
                    update.secretId(id.text());
                    wanted.description().ifPresent(update::description);
                    wanted.encryptionKey().ifPresent(update::kmsKeyId);
                  }));
    }
    if (!wanted.tags().isEmpty()) {
      calls.call(
          "TagResource",
          id,
          client -> client.tagResource(add -> add.secretId(id.text()).tags(tags(wanted))));
    }
  }

  static void addTo(CreateSecretRequest.Builder request, SecretNotes wanted) {
    wanted.description().ifPresent(request::description);
    wanted.encryptionKey().filter(key -> !key.isEmpty()).ifPresent(request::kmsKeyId);
    if (!wanted.tags().isEmpty()) {
      request.tags(tags(wanted));
    }
  }

  static Map<String, String> byKey(Collection<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> other));
  }

  private static List<Tag> tags(SecretNotes notes) {
    return notes.tags().entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private SecretDescription description(SecretId id, DescribeSecretResponse answer) {
    String arn =
        Optional.ofNullable(answer.arn())
            .orElseThrow(
                () ->
                    ClientFailures.malformedAnswer(
                        "DescribeSecret", id, calls.region(id.region())));
    return new SecretDescription(
        arn,
        new SecretNotes(
            Optional.ofNullable(answer.description()),
            Optional.ofNullable(answer.kmsKeyId()),
            byKey(answer.tags())),
        Optional.ofNullable(answer.createdDate()),
        Optional.ofNullable(answer.lastChangedDate()),
        Optional.ofNullable(answer.deletedDate()));
  }
}
