package dev.secrets.gitcrypt;

/**
 * Somebody whose OpenPGP key opens a key of the repository.
 *
 * @param keyName the key, {@code default} for the default one
 * @param fingerprint of the primary OpenPGP key
 * @param name the user id, from gpg's keyring or the commit that added the user; empty if unknown
 */
public record GpgUser(String keyName, String fingerprint, String name) {}
