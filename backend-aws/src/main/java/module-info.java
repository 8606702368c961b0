/** AWS Secrets Manager as a store. */
module dev.secrets.aws {
  requires static org.jspecify;
  requires transitive dev.secrets;
  requires org.slf4j;
  requires transitive software.amazon.awssdk.services.secretsmanager;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.urlconnection;
  requires software.amazon.awssdk.profiles;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries.api;

  exports dev.secrets.aws;

  provides dev.secrets.spi.SecretStoreProvider with
      dev.secrets.aws.AwsSecretsManager;
}
