package dev.secrets.gitcrypt;

import dev.secrets.testkit.CodecFixture;
import dev.secrets.testkit.SecretCodecContract;

final class GitCryptContractTest extends SecretCodecContract {

  @Override
  protected CodecFixture fixture() {
    return CodecFixture.of(
        new GitCrypt(),
        Keys.context(Keys.counting(KeyName.DEFAULT)).build(),
        Keys.context(Keys.file("default", 99)).build());
  }
}
