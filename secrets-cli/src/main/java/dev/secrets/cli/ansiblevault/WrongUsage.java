package dev.secrets.cli.ansiblevault;

/** The arguments cannot be understood, or not together. The message quotes no operand. */
final class WrongUsage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Of what the grammar does not know. */
  static final int GRAMMAR = 2;

  /** Of options that do not go together. */
  static final int OPTIONS = 5;

  private final int exitCode;

  private WrongUsage(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static WrongUsage grammar(String message) {
    return new WrongUsage(GRAMMAR, message);
  }

  static WrongUsage options(String message) {
    return new WrongUsage(OPTIONS, message);
  }

  int exitCode() {
    return exitCode;
  }
}
