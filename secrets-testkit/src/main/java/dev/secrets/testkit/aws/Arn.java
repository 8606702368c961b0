package dev.secrets.testkit.aws;

/** The full ARN of a secret. The suffix tells a secret from an earlier one of the same name. */
record Arn(Scope scope, String name, String suffix) {

  /** The ARN without its suffix, by which a secret can be asked for too. */
  String partial() {
    return scope.arnPrefix() + name;
  }

  @Override
  public String toString() {
    return partial() + "-" + suffix;
  }
}
