/** Known secrets in text that flows by: finding them in any spelling, and putting stars there. */
@NullMarked
package dev.secrets.mask;

import org.jspecify.annotations.NullMarked;
