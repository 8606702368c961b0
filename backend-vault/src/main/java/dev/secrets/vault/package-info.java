/**
 * Ansible Vault as a codec.
 *
 * <p>{@link dev.secrets.vault.AnsibleVault} is the entry. From there data goes one way:
 *
 * <ul>
 *   <li>where the passwords are: {@code AnsibleConfig} → {@code VaultIdentities} → {@code
 *       PasswordSource} → {@code VaultSecrets};
 *   <li>an envelope read: {@code EnvelopeReader} → {@code VaultKey} → {@code OpenedEnvelope};
 *   <li>an envelope written: {@code VaultKey} → {@code EnvelopeWriter}.
 * </ul>
 */
@NullMarked
package dev.secrets.vault;

import org.jspecify.annotations.NullMarked;
