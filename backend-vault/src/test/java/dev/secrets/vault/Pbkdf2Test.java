package dev.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

final class Pbkdf2Test {

  @Property(tries = 30)
  void each_block_is_the_jdks_where_the_jdk_can_take_the_password(
      @ForAll @AlphaChars @StringLength(min = 1, max = 130) String password,
      @ForAll @Size(min = 1, max = 64) byte[] salt)
      throws GeneralSecurityException {
    byte[] expected =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 10_000, 96 * Byte.SIZE))
            .getEncoded();

    for (int number = 1; number <= 3; number++) {
      byte[] block = Pbkdf2.block(password.getBytes(StandardCharsets.US_ASCII), salt, number);
      assertThat(block).isEqualTo(Arrays.copyOfRange(expected, 32 * (number - 1), 32 * number));
    }
  }
}
