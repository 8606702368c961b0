/** AWS Secrets Manager as a store. */
module dev.secrets.aws {
  requires static org.jspecify;
  requires transitive dev.secrets;
  requires org.slf4j;
  requires software.amazon.awssdk.services.secretsmanager;
  requires software.amazon.awssdk.http.urlconnection;

  exports dev.secrets.aws;
}
