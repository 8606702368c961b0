package dev.secrets.vault;

import dev.secrets.InvalidInputException;
import dev.secrets.MalformedEnvelopeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first line of an envelope: {@code $ANSIBLE_VAULT;VERSION;AES256[;LABEL]}.
 *
 * <p>Read as leniently as Ansible does: blanks around fields and fields after the label mean
 * nothing, and the version decides nothing. Nothing here is covered by the authenticator.
 *
 * @param version as it stands
 * @param label the vault id; empty if the header carries none
 */
record VaultHeader(String version, String label) {

  static final String MAGIC = "$ANSIBLE_VAULT";

  private static final String CIPHER = "AES256";
  private static final String UNLABELLED = "default";

  static boolean startsWithMagic(byte[] head) {
    byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  /**
   * The header of a new envelope. Ansible writes 1.1 for the literal label {@code default},
   * whatever the configured identity.
   *
   * @throws InvalidInputException if Ansible could not read the label back
   */
  static VaultHeader writing(String label) {
    if (label.isEmpty() || label.equals(UNLABELLED)) {
      return new VaultHeader("1.1", "");
    }
    if (!label.equals(label.strip()) || !label.chars().allMatch(VaultHeader::isWritable)) {
      throw new InvalidInputException(
          "the vault id '" + printable(label) + "' cannot be written to an envelope",
          "a vault id is ASCII text without ';', control characters and outer blanks");
    }
    return new VaultHeader("1.2", label);
  }

  static VaultHeader parse(String line) {
    if (!line.startsWith(MAGIC)) {
      throw new MalformedEnvelopeException("not an ansible-vault envelope");
    }
    String[] fields = line.split(";", -1);
    if (fields.length < 3) {
      throw Malformed.because("its header has fewer than three fields");
    }
    String version = fields[1].strip();
    requireCipher(version, fields[2].strip());
    return new VaultHeader(version, fields.length > 3 ? fields[3].strip() : "");
  }

  private static void requireCipher(String version, String cipher) {
    if (cipher.equals(CIPHER)) {
      return;
    }
    if (version.equals("1.0")) {
      throw new MalformedEnvelopeException(
          "unsupported ansible-vault version 1.0",
          "only the versions 1.1 and 1.2 are supported; encrypt the content anew");
    }
    if (cipher.matches("[A-Za-z0-9-]{1,16}")) {
      throw new MalformedEnvelopeException("unsupported ansible-vault cipher '" + cipher + "'");
    }
    // The field is not quoted: a folded scalar carries the whole body here.
    throw new MalformedEnvelopeException(
        "unsupported ansible-vault cipher",
        "the header must stand on a line of its own; in YAML write the value as '!vault |'");
  }

  /** The line without its end. */
  String line() {
    String unlabelled = MAGIC + ";" + version + ";" + CIPHER;
    return label.isEmpty() ? unlabelled : unlabelled + ";" + label;
  }

  /** What a person is told of it, such as {@code ansible-vault 1.2, label 'prod'}. */
  String description() {
    String name = version.matches("[0-9.]{1,8}") ? "ansible-vault " + version : "ansible-vault";
    return label.isEmpty() ? name : name + ", label '" + printable(label) + "'";
  }

  /** The label, or {@code identity} in its place. */
  String labelOr(String identity) {
    return label.isEmpty() ? identity : label;
  }

  /** The same for messages: a label comes from a file that anybody may have written. */
  String printableLabel(String identity) {
    return printable(labelOr(identity));
  }

  private static boolean isWritable(int character) {
    return character >= ' ' && character < 0x7f && character != ';';
  }

  private static String printable(String label) {
    return label.replaceAll("\\p{Cntrl}", "?");
  }
}
