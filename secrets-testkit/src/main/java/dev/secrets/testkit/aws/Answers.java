package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;

/** The parts that answers are made of. Members without a value are left out, never null. */
final class Answers {

  private Answers() {}

  static void identify(StoredSecret secret, ObjectNode answer) {
    answer.put("ARN", secret.arn.toString()).put("Name", secret.name());
  }

  /** Seconds since the epoch with milliseconds as fraction. */
  static void date(ObjectNode answer, String member, Instant time) {
    answer.put(member, BigDecimal.valueOf(time.toEpochMilli(), 3));
  }

  static void value(StoredSecret secret, StoredVersion version, ObjectNode answer) {
    identify(secret, answer);
    answer.put("VersionId", version.id());
    version.value().writeTo(answer);
    texts(answer.putArray("VersionStages"), version.labels());
    date(answer, "CreatedDate", version.created());
  }

  /** All but the values; {@code stages} is the name that the map of labelled versions goes by. */
  static void metadata(StoredSecret secret, String stages, ObjectNode answer) {
    identify(secret, answer);
    secret.description.ifPresent(text -> answer.put("Description", text));
    secret.kmsKeyId.ifPresent(key -> answer.put("KmsKeyId", key));
    date(answer, "CreatedDate", secret.created);
    date(answer, "LastChangedDate", secret.lastChanged);
    secret.lastAccessed.ifPresent(time -> date(answer, "LastAccessedDate", day(time)));
    secret.deletion.ifPresent(time -> date(answer, "DeletedDate", time));
    ArrayNode tags = answer.putArray("Tags");
    secret.tags.forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    labelledVersions(secret, answer.putObject(stages));
  }

  static void version(StoredVersion version, ObjectNode answer) {
    answer.put("VersionId", version.id());
    texts(answer.putArray("VersionStages"), version.labels());
    date(answer, "CreatedDate", version.created());
  }

  static void texts(ArrayNode array, Collection<String> texts) {
    texts.forEach(array::add);
  }

  private static void labelledVersions(StoredSecret secret, ObjectNode answer) {
    secret.versions().stream()
        .filter(version -> !version.labels().isEmpty())
        .forEach(version -> texts(answer.putArray(version.id()), version.labels()));
  }

  /** The service tells the day of the last access, no more. */
  private static Instant day(Instant time) {
    return time.truncatedTo(ChronoUnit.DAYS);
  }
}
