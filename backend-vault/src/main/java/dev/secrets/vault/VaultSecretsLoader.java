package dev.secrets.vault;

import dev.secrets.DecryptionFailedException;
import dev.secrets.SecretValue;
import dev.secrets.SecretsException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeyRequest;
import dev.secrets.vault.VaultSecret.Origin;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the passwords of all identities. A source that fails is passed over with a warning, unless
 * it is a prompt or none is left.
 */
final class VaultSecretsLoader {

  private static final Logger LOG = LoggerFactory.getLogger(VaultSecretsLoader.class);

  private final BackendContext context;
  private final VaultIdentities identities;
  private final VaultPolicy policy;
  private final KeyCache cache = new KeyCache();
  private final List<VaultSecret> loaded = new ArrayList<>();

  VaultSecretsLoader(BackendContext context) {
    this.context = context;
    identities = VaultIdentities.of(context);
    policy = identities.policy();
  }

  /**
   * Reads them; to be called once.
   *
   * @throws DecryptionFailedException if there is no password at all
   */
  VaultSecrets load(Purpose purpose) {
    try {
      takeHanded();
      readAll(identities.declared(), purpose);
      return soFar();
    } catch (RuntimeException failure) {
      soFar().close();
      throw failure;
    }
  }

  /**
   * Reads the old passwords and the one that is to take their place, and returns that; to be called
   * once.
   */
  VaultSecret loadRenewed() {
    try {
      takeHanded();
      readAll(identities.declared(), Purpose.DECRYPT);
      List<VaultSecret> old = List.copyOf(loaded);
      readAll(identities.renewed(), Purpose.ENCRYPT);
      List<VaultSecret> renewed = loaded.subList(old.size(), loaded.size());
      return new VaultSecrets(renewed, policy, cache).writing();
    } catch (RuntimeException failure) {
      soFar().close();
      throw failure;
    }
  }

  /** All that was read, together with the cache; the caller closes it. */
  VaultSecrets loaded() {
    return soFar();
  }

  private void takeHanded() {
    for (SecretValue key : context.keys().keys(KeyRequest.passphrase(AnsibleVault.ID))) {
      loaded.add(new VaultSecret(policy.identity(), Origin.CALL, key));
    }
  }

  private void readAll(List<VaultIdentity> declared, Purpose purpose) {
    int before = loaded.size();
    List<SecretsException> failures = new ArrayList<>();
    for (VaultIdentity identity : declared.isEmpty() && before == 0 ? asked() : declared) {
      try {
        loaded.add(read(identity, purpose));
      } catch (SecretsException failure) {
        if (identity.source().isPrompt()) {
          throw failure;
        }
        failures.add(failure.in("vault id '" + identity.label() + "'"));
      }
    }
    if (loaded.size() == before && !failures.isEmpty()) {
      throw failures.get(failures.size() - 1);
    }
    failures.forEach(failure -> LOG.warn("passed over: {}", failure.getMessage()));
  }

  private List<VaultIdentity> asked() {
    return List.of(identities.unconfigured());
  }

  private VaultSecret read(VaultIdentity identity, Purpose purpose) {
    LOG.debug("vault id '{}': password from {}", identity.label(), identity.source().name());
    SecretValue password = identity.source().read(purpose, soFar());
    return new VaultSecret(identity.label(), identity.origin(), password);
  }

  private VaultSecrets soFar() {
    return new VaultSecrets(loaded, policy, cache);
  }
}
