/** The {@code git-crypt} command: options, streams and exit codes as the tool it stands for. */
@NullMarked
package dev.secrets.cli.gitcrypt;

import org.jspecify.annotations.NullMarked;
