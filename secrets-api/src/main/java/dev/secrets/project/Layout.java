package dev.secrets.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A generation of the documented project layout: where its files lie and what its keys are called.
 * The generations differ in this table and in nothing else.
 *
 * @param name {@code A}, {@code B} or {@code C}
 * @param vars Ansible variables of an environment; {@code common} stands beside them
 * @param runtime the dotenv file the task reads
 * @param deploymentOfAll the dotenv file of every deployment, relative to the root
 * @param deployment the dotenv file of one environment's deployments, which wins
 * @param keys what the maps of task settings are called
 * @param precedence which of two lists counts
 */
record Layout(
    String name,
    FilePattern vars,
    FilePattern runtime,
    String deploymentOfAll,
    FilePattern deployment,
    Keys keys,
    Precedence precedence) {

  /** The first: everything under {@code deploy/}. */
  static final Layout A =
      new Layout(
          "A",
          new FilePattern("deploy/vars", "", ".yml"),
          new FilePattern("deploy/files", ".env.", ""),
          "deploy/docker_deploy.env",
          new FilePattern("deploy", "docker_deploy.", ".env"),
          new Keys(
              "default_task_config",
              "task_name_to_config",
              Optional.empty(),
              Optional.empty(),
              "default_env_task_config",
              "task_name_to_env_config"),
          Precedence.ENVIRONMENT_OVER_TASK);

  /** The deployer as an image: {@code deploy_config/}, and maps per environment in common.yml. */
  static final Layout B =
      new Layout(
          "B",
          new FilePattern("deploy_config/vars", "", ".yml"),
          new FilePattern("deploy_config/env", ".env.", ""),
          "deploy.env",
          new FilePattern("", "deploy.", ".env"),
          new Keys(
              "default_task_config",
              "task_name_to_config",
              Optional.of("env_to_default_task_config"),
              Optional.of("env_to_task_name_to_config"),
              "default_env_task_config",
              "task_name_to_env_config"),
          Precedence.TASK_OVER_ENVIRONMENT);

  /** As B, with the keys renamed by its schema version 4. */
  static final Layout C =
      new Layout(
          "C",
          B.vars,
          B.runtime,
          B.deploymentOfAll,
          B.deployment,
          new Keys(
              "project_task_config",
              "project_task_name_to_config",
              Optional.of("env_to_task_config"),
              Optional.of("env_to_task_name_to_config"),
              "env_task_config",
              "env_task_name_to_config"),
          Precedence.TASK_OVER_ENVIRONMENT);

  /** Whether the environment's defaults beat what common.yml says of one task, or the reverse. */
  enum Precedence {
    ENVIRONMENT_OVER_TASK,
    TASK_OVER_ENVIRONMENT
  }

  /**
   * What the maps of task settings are called.
   *
   * @param defaults for every task, in common.yml
   * @param tasks per task, in common.yml
   * @param defaultsByEnvironment per environment, in common.yml
   * @param tasksByEnvironment per environment and task, in common.yml
   * @param environmentDefaults for every task, in the environment's file
   * @param environmentTasks per task, in the environment's file
   */
  record Keys(
      String defaults,
      String tasks,
      Optional<String> defaultsByEnvironment,
      Optional<String> tasksByEnvironment,
      String environmentDefaults,
      String environmentTasks) {}

  /** File stems that are no environments. */
  private static final Set<String> NOT_ENVIRONMENTS =
      Set.of("common", "example", "sample", "template");

  /** Whether {@code root} has the directories of some generation; B and C share theirs. */
  static boolean isAt(Path root) {
    return A.hasDirectories(root) || B.hasDirectories(root);
  }

  /** The generation of the project at {@code root}; only B and C have to look into common.yml. */
  static Optional<Layout> of(Path root, ProjectFiles files) {
    if (A.hasDirectories(root)) {
      return Optional.of(A);
    }
    if (!B.hasDirectories(root)) {
      return Optional.empty();
    }
    VarsFile common = VarsFile.read(B.commonFile(), files);
    boolean renamed =
        common.find("schema_version").isPresent() || common.find(C.keys.defaults()).isPresent();
    return Optional.of(renamed ? C : B);
  }

  String commonFile() {
    return vars.path("common");
  }

  /** Later ones win. */
  List<String> deploymentFiles(String environment) {
    return List.of(deploymentOfAll, deployment.path(environment));
  }

  /** The names that have a file of their own. */
  Set<String> environments(Path root) {
    Set<String> names = new TreeSet<>();
    for (FilePattern pattern : List.of(vars, runtime, deployment)) {
      names.addAll(pattern.environments(root));
    }
    names.removeAll(NOT_ENVIRONMENTS);
    return names;
  }

  private boolean hasDirectories(Path root) {
    return vars.hasDirectory(root) || runtime.hasDirectory(root);
  }
}
