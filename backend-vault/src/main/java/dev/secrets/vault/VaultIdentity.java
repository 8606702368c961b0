package dev.secrets.vault;

import dev.secrets.vault.VaultSecret.Origin;

/** A label and where its password comes from, as declared. */
record VaultIdentity(String label, Origin origin, PasswordSource source) {}
