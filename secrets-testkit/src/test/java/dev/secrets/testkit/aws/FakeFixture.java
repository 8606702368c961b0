package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;

/** A fake whose time stands still, and a client of it. */
abstract class FakeFixture {

  static final Instant START = Instant.parse("2026-03-04T05:06:07.089Z");

  final SetClock clock = new SetClock();
  final FakeSecretsManager fake = FakeSecretsManager.builder().clock(clock).start();
  final FakeClient client = FakeClient.of(fake);

  @AfterEach
  final void close() {
    fake.close();
  }

  /** A version id, which is the token of the request that made it. */
  static String id(int number) {
    return "00000000-0000-4000-8000-%012d".formatted(number);
  }

  JsonNode create(String name, int version, String value) {
    return client.ok(
        "CreateSecret",
        "{'Name':'%s','ClientRequestToken':'%s','SecretString':'%s'}"
            .formatted(name, id(version), value));
  }

  JsonNode put(String name, int version, String value) {
    return client.ok(
        "PutSecretValue",
        "{'SecretId':'%s','ClientRequestToken':'%s','SecretString':'%s'}"
            .formatted(name, id(version), value));
  }

  JsonNode get(String name) {
    return client.ok("GetSecretValue", "{'SecretId':'%s'}".formatted(name));
  }

  static final class SetClock extends Clock {

    private Instant now = START;

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
