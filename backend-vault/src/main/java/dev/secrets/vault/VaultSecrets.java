package dev.secrets.vault;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The passwords at hand in their order, and which of them opens or writes what. Thread-safe. */
final class VaultSecrets implements AutoCloseable {

  private final List<VaultSecret> secrets;
  private final VaultPolicy policy;
  private final KeyCache cache;

  /** Takes {@code secrets} and {@code cache} over. */
  VaultSecrets(List<VaultSecret> secrets, VaultPolicy policy, KeyCache cache) {
    this.secrets = List.copyOf(secrets);
    this.policy = policy;
    this.cache = cache;
  }

  /** All of them, in the order they were declared. */
  List<VaultSecret> all() {
    return secrets;
  }

  /**
   * Finds the password that opens an envelope.
   *
   * @throws DecryptionFailedException if there is none
   */
  OpenedEnvelope open(EnvelopeStart start) throws IOException {
    List<VaultSecret> candidates = candidates(start);
    for (VaultSecret secret : candidates) {
      VaultKey key = new VaultKey(cache, secret, start.salt());
      Optional<OpenedEnvelope> opened =
          OpenedEnvelope.open(start.envelope(), candidates.size() == 1 ? key.derived() : key);
      if (opened.isPresent()) {
        return opened.orElseThrow();
      }
    }
    throw unopened(start.header(), candidates.isEmpty());
  }

  /**
   * Writes what the envelope holds, in one pass if it is clear beforehand which password opens it:
   * as {@link dev.secrets.spi.SecretCodec#verify} has it.
   *
   * @throws DecryptionFailedException if there is none
   */
  void verify(EnvelopeStart start, OutputStream plaintext) throws IOException {
    List<VaultSecret> candidates = candidates(start);
    if (candidates.size() != 1) {
      open(start).release(plaintext);
    } else if (!OpenedEnvelope.decrypt(
        start.envelope(), key(candidates.get(0), start.salt()), plaintext)) {
      throw unopened(start.header(), false);
    }
  }

  /** The keys of a new envelope under {@code secret}. */
  VaultKey key(VaultSecret secret, byte[] salt) {
    return new VaultKey(cache, secret, salt).derived();
  }

  /**
   * The password that new envelopes are written with.
   *
   * @throws InvalidInputException if the choice is not clear
   * @throws DecryptionFailedException if there is none of the label, or it is blank
   */
  VaultSecret writing() {
    VaultSecret secret = policy.writingLabel().map(this::labelled).orElseGet(this::single);
    if (secret.password().use(PasswordBytes::isBlank)) {
      throw new DecryptionFailedException(
          "the vault password for '"
              + secret.label()
              + "' is blank, so nothing is encrypted with it");
    }
    return secret;
  }

  /**
   * First the one whose key is known already, then those of the envelope's own label: they fit most
   * likely, and each miss costs time.
   */
  private List<VaultSecret> candidates(EnvelopeStart start) {
    String label = start.header().labelOr(policy.identity());
    byte[] salt = start.salt();
    return secrets.stream()
        .filter(secret -> !policy.ownLabelOnly() || secret.label().equals(label))
        .sorted(
            Comparator.comparing((VaultSecret secret) -> !cache.knows(secret, salt))
                .thenComparing(secret -> !secret.label().equals(label)))
        .toList();
  }

  private DecryptionFailedException unopened(VaultHeader header, boolean untried) {
    String reason =
        !untried
            ? "wrong key, or the data was altered"
            : policy.ownLabelOnly()
                ? "no password has its label, and vault_id_match admits no other"
                : "no password was read before it";
    return new DecryptionFailedException(
        "cannot decrypt (" + header.description() + "): " + reason,
        "pass the password with --vault-id "
            + header.printableLabel(policy.identity())
            + "@<file|prompt|script>");
  }

  private VaultSecret labelled(String label) {
    return secrets.stream()
        .filter(secret -> secret.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new DecryptionFailedException(
                    "no vault password has the label '" + label + "' that is to encrypt",
                    "labels at hand: " + labels(secrets)));
  }

  private VaultSecret single() {
    List<VaultSecret> choice = policy.withoutOverruled(secrets);
    if (choice.size() != 1) {
      throw new InvalidInputException(
          "several vault passwords could encrypt: " + labels(choice),
          "choose one with --encrypt-vault-id LABEL, or vault_encrypt_identity in ansible.cfg");
    }
    return choice.get(0);
  }

  private static String labels(List<VaultSecret> secrets) {
    return secrets.stream()
        .map(secret -> "'" + secret.label() + "'")
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    cache.close();
    secrets.forEach(VaultSecret::close);
  }
}
