/** AWS Secrets Manager as a store. */
@NullMarked
package dev.secrets.aws;

import org.jspecify.annotations.NullMarked;
