/** A directory with environments that bind names to references. */
@NullMarked
package dev.secrets.project;

import org.jspecify.annotations.NullMarked;
