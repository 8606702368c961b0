package dev.secrets.project;

/**
 * A file of a known layout that holds secrets of one environment, or of all.
 *
 * @param path relative to the root of the project, with {@code /}
 * @param environment whose; empty for every environment's
 * @param role what it is read as
 */
public record LayoutFile(String path, String environment, Role role) {

  /** What a file is read as. */
  public enum Role {
    /** Variables that Ansible reads. */
    VARIABLES,
    /** The dotenv file that the task reads. */
    RUNTIME,
    /** A dotenv file that is read before anything could decrypt it, in order to deploy. */
    DEPLOYMENT
  }
}
