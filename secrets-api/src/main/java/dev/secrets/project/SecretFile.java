package dev.secrets.project;

import java.util.Optional;

/**
 * A file that a project keeps secrets in, or one beside them that must hold none.
 *
 * @param path relative to the root of the project
 * @param role what it is for
 * @param environment whose it is; empty for one of all environments
 * @param sensitivity whether what it holds is secret
 */
public record SecretFile(
    String path, Role role, Optional<String> environment, Sensitivity sensitivity) {

  /** What such a file is for. */
  public enum Role {
    /** Entries that whoever deploys needs. */
    DEPLOYMENT,
    /** Entries that the task reads. */
    RUNTIME,
    /** Ansible variables. */
    VARIABLES,
    /** Bound by the manifest. */
    BOUND
  }

  /** Whether what a file holds is secret. */
  public enum Sensitivity {
    SECRET,
    /** An example, what all environments share, or what is for one's own machine alone. */
    PLAIN
  }

  /** Whether what it holds is secret. */
  public boolean isSecret() {
    return sensitivity == Sensitivity.SECRET;
  }

  static SecretFile of(String path, Role role, Optional<String> environment, boolean plain) {
    return new SecretFile(path, role, environment, plain ? Sensitivity.PLAIN : Sensitivity.SECRET);
  }
}
