package dev.secrets.testkit.aws;

import java.time.Duration;

/**
 * How long the service takes until what was done shows everywhere.
 *
 * @param listing until a listing shows a new or changed secret
 * @param deletion until a forced deletion has freed the name
 */
record Lags(Duration listing, Duration deletion) {

  static final Lags NONE = new Lags(Duration.ZERO, Duration.ZERO);
}
