/**
 * Secrets as a library: the SPI that backends implement, the values they exchange, references to
 * them, the documents they hold, and the project that binds names to them.
 *
 * <p>The module logs nothing and touches no process state: what went wrong comes back as an
 * exception or as data, and everything from outside (environment, terminal, clock, randomness)
 * comes in through {@link dev.secrets.spi.BackendContext}.
 */
module dev.secrets {
  requires static org.jspecify;
  requires static transitive java.sql; // by those alone who log into databases
  requires com.fasterxml.jackson.databind;
  requires org.yaml.snakeyaml;

  exports dev.secrets;
  exports dev.secrets.cache;
  exports dev.secrets.document;
  exports dev.secrets.file;
  exports dev.secrets.inspect;
  exports dev.secrets.mask;
  exports dev.secrets.plan;
  exports dev.secrets.procwrapper;
  exports dev.secrets.project;
  exports dev.secrets.spi;

  uses dev.secrets.spi.SecretStoreProvider;
  uses dev.secrets.spi.SecretCodecProvider;
}
