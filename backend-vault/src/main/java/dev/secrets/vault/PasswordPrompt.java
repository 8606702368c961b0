package dev.secrets.vault;

import dev.secrets.DecryptionFailedException;
import dev.secrets.SecretValue;
import dev.secrets.spi.Prompter;

/** Asks the person at the terminal, twice where a typing error would lock the secret away. */
final class PasswordPrompt implements PasswordSource {

  private static final Words PLAIN =
      new Words("Vault password: ", "New Vault password: ", "Confirm New Vault password: ");

  /** What is asked for a password that exists, for a new one, and for the new one again. */
  private record Words(String existing, String fresh, String again) {

    static Words of(String label) {
      String rest = "ault password (" + label + "): ";
      return new Words("V" + rest, "New v" + rest, "Confirm new v" + rest);
    }
  }

  private final Prompter prompter;
  private final String label;
  private final Words words;
  private final DecryptionFailedException unanswered;

  private PasswordPrompt(
      Prompter prompter, String label, Words words, DecryptionFailedException unanswered) {
    this.prompter = prompter;
    this.label = label;
    this.words = words;
    this.unanswered = unanswered;
  }

  /** The prompt of {@code LABEL@prompt}. */
  static PasswordPrompt labelled(Prompter prompter, String label) {
    return new PasswordPrompt(prompter, label, Words.of(label), unanswered(label));
  }

  /** The prompt of {@code ask-vault-pass}. */
  static PasswordPrompt plain(Prompter prompter, String label) {
    return new PasswordPrompt(prompter, label, PLAIN, unanswered(label));
  }

  /** The prompt when nothing is configured. */
  static PasswordPrompt unconfigured(Prompter prompter, String label) {
    DecryptionFailedException unanswered =
        new DecryptionFailedException(
            "no vault password is configured",
            "name a password file with --vault-password-file FILE",
            "or set vault_password_file in ansible.cfg, or ANSIBLE_VAULT_PASSWORD_FILE");
    return new PasswordPrompt(prompter, label, PLAIN, unanswered);
  }

  @Override
  public SecretValue read(Purpose purpose, VaultSecrets soFar) {
    return purpose == Purpose.DECRYPT ? ask(words.existing()) : askTwice();
  }

  @Override
  public boolean isPrompt() {
    return true;
  }

  @Override
  public String name() {
    return "the prompt for '" + label + "'";
  }

  private SecretValue askTwice() {
    SecretValue first = ask(words.fresh());
    try (SecretValue second = ask(words.again())) {
      if (!first.matches(second)) {
        throw new DecryptionFailedException("the two vault passwords differ");
      }
      return first;
    } catch (RuntimeException failure) {
      first.close();
      throw failure;
    }
  }

  private SecretValue ask(String prompt) {
    try (SecretValue typed = prompter.readHidden(prompt).orElseThrow(() -> unanswered)) {
      if (typed.use(bytes -> bytes.length == 0)) {
        throw new DecryptionFailedException("the vault password for '" + label + "' is empty");
      }
      return SecretValue.takeOwnership(PasswordBytes.strip(typed.copyBytes()));
    }
  }

  private static DecryptionFailedException unanswered(String label) {
    return new DecryptionFailedException(
        "no vault password for '" + label + "': nobody answers the prompt",
        "pass it with --vault-id " + label + "@<file|script>");
  }
}
