package dev.secrets.aws;

/** Placeholder. */
public final class AwsSecretsManager {}
