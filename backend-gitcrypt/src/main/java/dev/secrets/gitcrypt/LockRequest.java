package dev.secrets.gitcrypt;

import java.util.Optional;

/**
 * What to lock.
 *
 * @param keyName the key whose files; without it the default key, unless {@code allKeys}
 * @param allKeys every key
 * @param force also if encrypted files were changed, which loses the changes
 * @param allWorkTrees also all other work trees that share the key
 */
public record LockRequest(
    Optional<String> keyName, boolean allKeys, boolean force, boolean allWorkTrees) {}
