/** git-crypt as a codec, and the git integration around it. */
@NullMarked
package dev.secrets.gitcrypt;

import org.jspecify.annotations.NullMarked;
