/** Ansible Vault as a codec. */
module dev.secrets.vault {
  requires static org.jspecify;
  requires transitive dev.secrets;
  requires org.slf4j;

  exports dev.secrets.vault;
}
