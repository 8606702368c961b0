package dev.secrets.vault;

import dev.secrets.testkit.CodecFixture;
import dev.secrets.testkit.CodecFixture.Limit;
import dev.secrets.testkit.SecretCodecContract;

final class AnsibleVaultContractTest extends SecretCodecContract {

  @Override
  protected CodecFixture fixture() {
    return CodecFixture.of(
            new AnsibleVault(), Vaults.contextWith("right"), Vaults.contextWith("wrong"))
        .declares(Limit.INSIGNIFICANT_BYTES);
  }
}
