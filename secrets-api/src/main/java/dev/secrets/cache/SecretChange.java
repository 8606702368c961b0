package dev.secrets.cache;

import dev.secrets.SecretPath;
import dev.secrets.SecretVersion;

/**
 * A secret turned out to have another version than the last one that was read.
 *
 * @param path which secret
 * @param before the version read before
 * @param after the version that is current now
 */
public record SecretChange(SecretPath path, SecretVersion before, SecretVersion after) {}
