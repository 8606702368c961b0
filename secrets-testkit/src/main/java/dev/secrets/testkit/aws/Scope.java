package dev.secrets.testkit.aws;

/** Whose secrets where: names are unique in it, and nothing is seen across it. */
record Scope(String account, String region) {

  String arnPrefix() {
    return "arn:" + partition() + ":secretsmanager:" + region + ":" + account + ":secret:";
  }

  private String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
