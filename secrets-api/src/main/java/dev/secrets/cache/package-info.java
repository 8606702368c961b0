/**
 * Secrets kept in memory for a while: {@link dev.secrets.cache.CachingSecretStore} in front of any
 * store, and logins to databases whose passwords change.
 */
@NullMarked
package dev.secrets.cache;

import org.jspecify.annotations.NullMarked;
