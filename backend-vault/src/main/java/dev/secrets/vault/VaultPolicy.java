package dev.secrets.vault;

import dev.secrets.vault.VaultSecret.Origin;
import java.util.List;
import java.util.Optional;

/** How passwords are matched with envelopes, as the settings have it. */
final class VaultPolicy {

  private final String identity;
  private final String writingLabel;
  private final boolean ownLabelOnly;

  /**
   * A policy.
   *
   * @param identity the label of what carries none
   * @param writingLabel the label that new envelopes are written under; empty if not settled
   * @param ownLabelOnly whether an envelope is opened by passwords of its own label only
   */
  VaultPolicy(String identity, String writingLabel, boolean ownLabelOnly) {
    this.identity = identity;
    this.writingLabel = writingLabel;
    this.ownLabelOnly = ownLabelOnly;
  }

  String identity() {
    return identity;
  }

  Optional<String> writingLabel() {
    return writingLabel.isEmpty() ? Optional.empty() : Optional.of(writingLabel);
  }

  boolean ownLabelOnly() {
    return ownLabelOnly;
  }

  /** A configured password without a label gives way to one that was named at the call. */
  List<VaultSecret> withoutOverruled(List<VaultSecret> secrets) {
    boolean named = secrets.stream().anyMatch(secret -> isUnlabelled(secret, Origin.CALL));
    return secrets.stream()
        .filter(secret -> !named || !isUnlabelled(secret, Origin.CONFIGURATION))
        .toList();
  }

  private boolean isUnlabelled(VaultSecret secret, Origin origin) {
    return secret.label().equals(identity) && secret.origin() == origin;
  }
}
