package dev.secrets.cli;

/** The run in which the launcher learns which classes the commands load. */
final class Training {

  private Training() {}

  public static void main(String[] arguments) {}
}
