package dev.secrets.spi;

/**
 * Hears of every call that a backend makes over the network, for those who count them. It may be
 * called from any thread.
 */
@FunctionalInterface
public interface CallListener {

  /** {@code operation}, such as {@code GetSecretValue}, is about to be asked for. */
  void called(String operation);

  /** Hears nothing. */
  static CallListener none() {
    return operation -> {};
  }
}
