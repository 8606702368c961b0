/** Contract tests, fakes and fixtures for backends. */
module dev.secrets.testkit {
  requires static org.jspecify;
  requires transitive dev.secrets;
  requires transitive org.junit.jupiter.api;
  requires transitive org.assertj.core;
  requires com.fasterxml.jackson.databind;
  requires jdk.httpserver;

  exports dev.secrets.testkit;
  exports dev.secrets.testkit.aws;
}
