package dev.secrets.vault;

import dev.secrets.MalformedEnvelopeException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.CodecSetUp;
import dev.secrets.spi.EnvelopeSalt;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SpiLevel;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads and writes what {@code ansible-vault} reads and writes: whole files, and the text of YAML
 * scalars tagged {@code !vault}, which is the same envelope.
 *
 * <p>Envelopes of the format versions 1.1 and 1.2 (cipher {@code AES256}); the older 1.0 is
 * recognized, and read only if asked for. It is not for editing the YAML around an inline value.
 *
 * <p>Passwords come from where Ansible takes them, in Ansible's order and each under a label, the
 * <i>vault id</i>:
 *
 * <ol>
 *   <li>keys handed over for {@code ansible-vault} by {@link BackendContext#keys()};
 *   <li>{@code vault_identity_list} of {@code ansible.cfg}, or {@code ANSIBLE_VAULT_IDENTITY_LIST};
 *   <li>the options {@code vault-id} ({@code LABEL@SOURCE});
 *   <li>the options {@code vault-password-file};
 *   <li>{@code vault_password_file} of {@code ansible.cfg}, or {@code ANSIBLE_VAULT_PASSWORD_FILE};
 *   <li>the option {@code ask-vault-pass}, {@code ask_vault_pass} or {@code
 *       ANSIBLE_ASK_VAULT_PASS}, and when there is nothing of all these: the person at the terminal
 *       is asked.
 * </ol>
 *
 * A source is a file, a program that prints the password, or {@code prompt}. Paths in an option or
 * a variable are relative to {@link BackendContext#directory()}, those in {@code ansible.cfg} to
 * that file. {@code ansible.cfg} is the first of {@code ANSIBLE_CONFIG}, the one in the directory,
 * in its {@code deploy} and {@code deploy_config} (not with the option {@code ansible-config} set
 * to {@code strict}, since Ansible does not look there), {@code ~/.ansible.cfg} and {@code
 * /etc/ansible/ansible.cfg}.
 *
 * <p>An envelope is opened by any of the passwords, those of its own label tried first; with {@code
 * vault-id-match} only by those of its own label. A new envelope is written under the label of
 * {@code encrypt-vault-id}, which can be left out when there is one password only.
 *
 * <p>Rekeying writes under the password of {@code new-vault-id} or {@code new-vault-password-file};
 * without them under the one that is configured, and when none is the person at the terminal is
 * asked. With {@code allow-legacy} envelopes of version 1.0 are read too. With {@code
 * deterministic-salt} the same plaintext gives the same envelope.
 *
 * <p>The passwords are read when a codec first needs one, and once. Thread-safe.
 */
public final class AnsibleVault implements SecretCodecProvider {

  static final String ID = "ansible-vault";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public int headLength() {
    return VaultHeader.MAGIC.length();
  }

  @Override
  public boolean recognizes(byte[] head) {
    return VaultHeader.startsWithMagic(head);
  }

  @Override
  public Optional<String> yamlTag() {
    return Optional.of("!vault");
  }

  @Override
  public boolean readsTag(String tag) {
    return tag.equals("!vault") || tag.equals("!vault-encrypted");
  }

  /** Empty for version 1.0, whose salt is another thing. */
  @Override
  public Optional<EnvelopeSalt> salt(ByteSource envelope) throws IOException {
    try (InputStream in = envelope.open()) {
      EnvelopeReader reader = new EnvelopeReader(in);
      HexFormat hex = HexFormat.of();
      return Optional.of(
          new EnvelopeSalt(hex.formatHex(reader.salt()), hex.formatHex(reader.authenticator())));
    } catch (MalformedEnvelopeException none) {
      return Optional.empty();
    }
  }

  @Override
  public SecretCodec create(BackendContext context) {
    return new VaultCodec(context);
  }

  @Override
  public Optional<CodecSetUp> setUp(BackendContext context) {
    return Optional.of(new VaultSetUp(context));
  }

  @Override
  public SecretCodec rekeying(BackendContext context) {
    return new RekeyingCodec(context);
  }
}
