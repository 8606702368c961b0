/** A stand-in for AWS Secrets Manager that runs in the process of the tests. */
@NullMarked
package dev.secrets.testkit.aws;

import org.jspecify.annotations.NullMarked;
