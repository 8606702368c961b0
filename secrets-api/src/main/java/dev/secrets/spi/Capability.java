package dev.secrets.spi;

/** What a store may be able to do beyond {@link SecretStore#find}. */
public enum Capability {
  /** {@link SecretStore#list}. */
  LIST,
  /** {@link SecretStore#put}. */
  WRITE,
  /** {@link SecretStore#delete}. */
  DELETE,
  /** {@link SecretStore#versions}, and a version other than the current one in {@code find}. */
  VERSIONS,
  /** {@link SecretStore#stage}, {@link SecretStore#promote} and {@link SecretStore#withdraw}. */
  STAGES,
  /** {@link SecretStore#undelete}. */
  UNDELETE,
  /** {@link SecretStore#describe} and {@link SecretStore#annotate}, and notes in a creation. */
  NOTES
}
