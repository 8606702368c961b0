package dev.secrets.testkit;

final class ToyCodecTest extends SecretCodecContract {

  @Override
  protected CodecFixture fixture() {
    return CodecFixture.of(new ToyCodec(), ToyCodec.contextWith(1), ToyCodec.contextWith(2));
  }
}
