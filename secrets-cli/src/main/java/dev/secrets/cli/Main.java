package dev.secrets.cli;

/** Placeholder. */
final class Main {}
