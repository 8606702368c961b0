/** Values, references and errors, and {@link dev.secrets.Secrets}, the door of the library. */
@NullMarked
package dev.secrets;

import org.jspecify.annotations.NullMarked;
