package dev.secrets.gitcrypt;

/** Placeholder. */
public final class GitCrypt {}
