package dev.secrets.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract finds what it is there to find. */
final class CodecFlawsTest {

  /** A way to be wrong, and the law that it breaks. */
  private enum Flaw {
    RELEASES_BEFORE_VERIFYING {
      @Override
      void decode(SecretCodec sound, ByteSource envelope, OutputStream plaintext)
          throws IOException {
        plaintext.write('x');
        sound.decode(envelope, plaintext);
      }

      @Override
      ThrowingCallable brokenLaw(SecretCodecContract contract) {
        return contract::every_truncation_is_refused_before_a_byte_is_released;
      }
    },
    IGNORES_WHAT_FOLLOWS {
      @Override
      void decode(SecretCodec sound, ByteSource envelope, OutputStream plaintext)
          throws IOException {
        byte[] all = read(envelope);
        for (int length = all.length; length > all.length - 2; length--) {
          try {
            sound.decode(ByteSource.of(Arrays.copyOf(all, Math.max(0, length))), plaintext);
            return;
          } catch (DecryptionFailedException longer) {
            continue;
          }
        }
        sound.decode(envelope, plaintext);
      }

      @Override
      ThrowingCallable brokenLaw(SecretCodecContract contract) {
        return contract::bytes_after_the_end_are_refused_before_a_byte_is_released;
      }
    },
    CLOSES_THE_STREAM {
      @Override
      void decode(SecretCodec sound, ByteSource envelope, OutputStream plaintext)
          throws IOException {
        sound.decode(envelope, plaintext);
        plaintext.close();
      }

      @Override
      ThrowingCallable brokenLaw(SecretCodecContract contract) {
        return contract::the_codec_closes_what_it_opens_and_nothing_else;
      }
    },
    LEAVES_ITS_SOURCE_OPEN {
      @Override
      void decode(SecretCodec sound, ByteSource envelope, OutputStream plaintext)
          throws IOException {
        InputStream left = envelope.open();
        sound.decode(() -> new ByteArrayInputStream(left.readAllBytes()), plaintext);
      }

      @Override
      ThrowingCallable brokenLaw(SecretCodecContract contract) {
        return contract::the_codec_closes_what_it_opens_after_a_refusal_too;
      }
    },
    TELLS_WHAT_IT_READ {
      @Override
      void decode(SecretCodec sound, ByteSource envelope, OutputStream plaintext)
          throws IOException {
        try {
          sound.decode(envelope, plaintext);
        } catch (MalformedEnvelopeException malformed) {
          throw malformed.in(new String(read(envelope), StandardCharsets.UTF_8));
        }
      }

      @Override
      ThrowingCallable brokenLaw(SecretCodecContract contract) {
        return contract::no_error_and_no_description_tells_the_plaintext;
      }
    },
    WRAPS_FAILURES_OF_THE_CALLER {
      @Override
      void decode(SecretCodec sound, ByteSource envelope, OutputStream plaintext) {
        try {
          sound.decode(envelope, plaintext);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }

      @Override
      ThrowingCallable brokenLaw(SecretCodecContract contract) {
        return contract::a_failure_of_the_callers_own_stream_reaches_the_caller;
      }
    },
    CUTS_LONG_PLAINTEXT {
      @Override
      void decode(SecretCodec sound, ByteSource envelope, OutputStream plaintext)
          throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        sound.decode(envelope, all);
        plaintext.write(all.toByteArray(), 0, Math.min(all.size(), 65_536));
      }

      @Override
      ThrowingCallable brokenLaw(SecretCodecContract contract) {
        return contract::decode_returns_what_was_encoded_whatever_its_size;
      }
    };

    abstract void decode(SecretCodec sound, ByteSource envelope, OutputStream plaintext)
        throws IOException;

    abstract ThrowingCallable brokenLaw(SecretCodecContract contract);

    private static byte[] read(ByteSource source) throws IOException {
      try (InputStream in = source.open()) {
        return in.readAllBytes();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_flaw_breaks_its_law(Flaw flaw) {
    assertThatThrownBy(flaw.brokenLaw(contract(new Flawed(flaw))))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @EnumSource
  void a_sound_codec_keeps_that_law(Flaw flaw) {
    assertThatCode(flaw.brokenLaw(contract(new ToyCodec()))).doesNotThrowAnyException();
  }

  @Test
  void a_provider_that_is_not_public_breaks_its_law() {
    assertThatThrownBy(
            contract(new Flawed(Flaw.CLOSES_THE_STREAM))
                ::the_provider_is_a_public_final_class_that_a_service_loader_can_construct)
        .isInstanceOf(AssertionError.class);
  }

  private static SecretCodecContract contract(SecretCodecProvider provider) {
    return new SecretCodecContract() {
      @Override
      protected CodecFixture fixture() {
        return CodecFixture.of(provider, ToyCodec.contextWith(1), ToyCodec.contextWith(2));
      }
    };
  }

  private record Flawed(Flaw flaw) implements SecretCodecProvider {

    private static final ToyCodec SOUND = new ToyCodec();

    @Override
    public String id() {
      return SOUND.id();
    }

    @Override
    public int spiLevel() {
      return SOUND.spiLevel();
    }

    @Override
    public int headLength() {
      return SOUND.headLength();
    }

    @Override
    public boolean recognizes(byte[] head) {
      return SOUND.recognizes(head);
    }

    @Override
    public SecretCodec create(BackendContext context) {
      SecretCodec sound = SOUND.create(context);
      return new SecretCodec() {
        @Override
        public void encode(ByteSource plaintext, OutputStream envelope) throws IOException {
          sound.encode(plaintext, envelope);
        }

        @Override
        public void decode(ByteSource envelope, OutputStream plaintext) throws IOException {
          flaw.decode(sound, envelope, plaintext);
        }
      };
    }
  }
}
