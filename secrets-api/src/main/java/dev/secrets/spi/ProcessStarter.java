package dev.secrets.spi;

import java.io.IOException;

/** Starts the programs that a backend needs, such as a password script or {@code gpg}. */
@FunctionalInterface
public interface ProcessStarter {

  Process start(ProcessBuilder builder) throws IOException;

  /** Starts them as the JDK does. */
  static ProcessStarter system() {
    return ProcessBuilder::start;
  }
}
