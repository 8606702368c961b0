/** Contract tests, fakes and fixtures for backends. */
@NullMarked
package dev.secrets.testkit;

import org.jspecify.annotations.NullMarked;
