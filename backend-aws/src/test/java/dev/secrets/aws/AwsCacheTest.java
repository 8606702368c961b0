package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.WriteCondition;
import dev.secrets.cache.CachingSecretStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache in front of AWS. */
final class AwsCacheTest extends AwsFixture {

  @ParameterizedTest
  @ValueSource(strings = {"app/db", "{arn}app/db-AbCdEf", "{arn}app/db"})
  void one_listing_finds_what_changed_however_it_was_asked_for(String id) {
    fake.seed("{\"secrets\": [{\"name\": \"app/db\", \"suffix\": \"AbCdEf\", \"string\": \"v\"}]}");
    String path = id.replace("{arn}", arn(REGION, ""));
    try (CachingSecretStore cache = CachingSecretStore.builder(open(fake)).open()) {
      cache.get(path(path));
      cache.detectChanges();
      String written = put("app/db", "another", WriteCondition.any()).id();

      cache.detectChanges();

      assertThat(cache.get(path(path)).version().id()).isEqualTo(written);
    }
  }
}
