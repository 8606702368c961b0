/** git-crypt as a codec, and the git integration around it. */
module dev.secrets.gitcrypt {
  requires static org.jspecify;
  requires transitive dev.secrets;
  requires org.slf4j;
  requires static org.eclipse.jgit;
  requires org.bouncycastle.pg;
  requires org.bouncycastle.provider;

  exports dev.secrets.gitcrypt;

  provides dev.secrets.spi.SecretCodecProvider with
      dev.secrets.gitcrypt.GitCrypt;
}
