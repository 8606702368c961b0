package dev.secrets.aws;

import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import dev.secrets.testkit.SecretStoreContract;
import dev.secrets.testkit.StoreFixture;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

final class AwsStoreContractTest extends SecretStoreContract {

  private final List<FakeSecretsManager> fakes = new ArrayList<>();

  @Override
  protected StoreFixture fixture() {
    return StoreFixture.of(this::openEmpty)
        .declares(Capability.values())
        .maxValueBytes(65_536)
        .refusesEmptyValues();
  }

  @AfterEach
  void close() {
    fakes.forEach(FakeSecretsManager::close);
  }

  private SecretStore openEmpty() {
    FakeSecretsManager fake = FakeSecretsManager.start();
    fakes.add(fake);
    return AwsFixture.open(fake);
  }
}
