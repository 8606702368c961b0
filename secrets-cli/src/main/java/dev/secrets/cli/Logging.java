package dev.secrets.cli;

/**
 * How much the backends' log lines show on standard error; the rest is in simplelogger.properties.
 */
public final class Logging {

  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Logging() {}

  /** Counts until the first line is logged. */
  public static void configure(boolean verbose) {
    System.setProperty(LEVEL, verbose ? "debug" : "warn");
  }
}
