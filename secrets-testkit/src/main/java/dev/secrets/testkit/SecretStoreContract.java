package dev.secrets.testkit;

/** Placeholder. */
public final class SecretStoreContract {}
