/** The command line. */
@NullMarked
package dev.secrets.cli;

import org.jspecify.annotations.NullMarked;
