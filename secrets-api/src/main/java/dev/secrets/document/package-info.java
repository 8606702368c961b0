/** The plaintext of a secret seen as fields, readable by pointer and editable in place. */
@NullMarked
package dev.secrets.document;

import org.jspecify.annotations.NullMarked;
