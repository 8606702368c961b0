/**
 * Ansible Vault as a codec: the envelope, its keys, and the places Ansible takes passwords from.
 */
module dev.secrets.vault {
  requires static org.jspecify;
  requires transitive dev.secrets;
  requires org.slf4j;

  exports dev.secrets.vault;

  provides dev.secrets.spi.SecretCodecProvider with
      dev.secrets.vault.AnsibleVault;
}
