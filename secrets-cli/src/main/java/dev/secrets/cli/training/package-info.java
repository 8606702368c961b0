/** The run from which the launcher's class archive is made; it knows all front ends. */
@NullMarked
package dev.secrets.cli.training;

import org.jspecify.annotations.NullMarked;
