/**
 * Stands in for the program {@code ansible-vault}: its grammar, streams, prompts and exit codes,
 * over the codec of {@code dev.secrets.vault}.
 *
 * <p>{@code Main} reads the arguments by a {@code Grammar} into a {@code Request} and hands that to
 * {@code VaultFiles} or {@code StringEncryption}.
 */
@org.jspecify.annotations.NullMarked
package dev.secrets.cli.ansiblevault;
