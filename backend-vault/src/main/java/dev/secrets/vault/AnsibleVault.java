package dev.secrets.vault;

/** Placeholder. */
public final class AnsibleVault {}
