package dev.secrets.project;

/** Who needs a secret. */
public enum BindingKind {
  /** The task, while it runs. */
  RUNTIME,
  /** Whoever deploys it; must not reach the running task. */
  DEPLOYMENT
}
