package dev.secrets.spi;

/**
 * The level of the SPI. It rises only when providers have to change; methods added as defaults do
 * not raise it. {@link #CURRENT} is a compile-time constant, so a provider that returns it records
 * the level it was built against.
 */
public final class SpiLevel {

  public static final int CURRENT = 1;

  private SpiLevel() {}
}
