/** What a backend implements, and what it is given. */
@NullMarked
package dev.secrets.spi;

import org.jspecify.annotations.NullMarked;
