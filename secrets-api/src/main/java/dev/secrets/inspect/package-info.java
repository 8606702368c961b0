/** Looks at a project as a whole: its files, what git has of them, and its environments. */
@NullMarked
package dev.secrets.inspect;

import org.jspecify.annotations.NullMarked;
