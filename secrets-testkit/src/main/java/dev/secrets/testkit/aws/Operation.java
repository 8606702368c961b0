package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the service does for one {@code X-Amz-Target}. */
@FunctionalInterface
interface Operation {

  /** Reads the input, changes the secrets and fills the answer; or throws {@link ApiError}. */
  void run(Params input, Inventory secrets, ObjectNode answer);
}
