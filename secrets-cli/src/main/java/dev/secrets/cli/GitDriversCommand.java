package dev.secrets.cli;

import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code secrets git-drivers}: lets git show differences of vaults as plaintext and merge them as
 * plaintext. It writes the configuration of this repository; which files it counts for is said in
 * {@code .gitattributes}, by hand.
 */
final class GitDriversCommand implements Command {

  private static final String DRIVER = "secrets-vault";
  private static final String PLAINTEXT_CONFLICTS = "--plaintext-conflicts";
  private static final List<String> HANDED_ON =
      List.of("--vault-id", "--vault-password-file", "--encrypt-vault-id", "--key-file");

  @Override
  public String form() {
    return "install|uninstall|resolve FILE";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameters("install|uninstall|resolve FILE", "what to do"));
    spec.addOption(
        Options.flag("leave conflicts as plaintext with markers in the file", PLAINTEXT_CONFLICTS));
    Options.addDirectory(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Example:",
            "  secrets git-drivers install",
            "Then name the files in .gitattributes:",
            "  deploy/vars/*.yml diff=" + DRIVER + " merge=" + DRIVER,
            "With --plaintext-conflicts a conflict stands in the file as plaintext with git's markers;",
            "resolve encrypts it again as our side was, once the markers are gone.");
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    List<String> parameters = invocation.parameters();
    return switch (parameters.isEmpty() ? "" : parameters.get(0)) {
      case "install" -> install(invocation);
      case "uninstall" -> uninstall(invocation);
      case "textconv" -> show(invocation, Path.of(parameters.get(1)));
      case "merge" -> merge(invocation);
      case "resolve" -> resolve(invocation);
      default -> throw new UsageException("'install', 'uninstall' or 'resolve' is expected");
    };
  }

  private static int install(Invocation invocation) throws IOException, InterruptedException {
    String command = quoted(Launcher.path().toString()) + " git-drivers" + handedOn(invocation);
    git(invocation, "config", "diff." + DRIVER + ".textconv", command + " textconv");
    git(invocation, "config", "diff." + DRIVER + ".cachetextconv", "false");
    git(invocation, "config", "merge." + DRIVER + ".name", "secrets: merge the plaintext");
    git(invocation, "config", "merge." + DRIVER + ".driver", command + " merge %O %A %B %P");
    return ExitCode.DONE;
  }

  /** The options of this call that count for the drivers too, as a shell reads them. */
  private static String handedOn(Invocation invocation) {
    StringBuilder text = new StringBuilder();
    for (String option : HANDED_ON) {
      for (String value : invocation.options(option)) {
        text.append(' ').append(option).append(' ').append(quoted(value));
      }
    }
    return invocation.has(PLAINTEXT_CONFLICTS) ? text + " " + PLAINTEXT_CONFLICTS : text.toString();
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static int uninstall(Invocation invocation) throws IOException, InterruptedException {
    for (String kind : List.of("diff.", "merge.")) {
      if (git(invocation, "config", "--get-regexp", "^" + kind + DRIVER + "\\.") == 0) {
        git(invocation, "config", "--remove-section", kind + DRIVER);
      }
    }
    return ExitCode.DONE;
  }

  /** What cannot be decrypted is shown as it is, so that git can go on. */
  private static int show(Invocation invocation, Path file) throws IOException {
    try (Secrets secrets = new Session(invocation).open();
        SecretValue plaintext = secrets.protection().view(invocation.directory().resolve(file))) {
      invocation.host().out().write(plaintext.copyBytes());
    } catch (SecretsException encrypted) {
      Files.copy(invocation.directory().resolve(file), invocation.host().out());
    }
    return ExitCode.DONE;
  }

  /** Merges the plaintext of three sides into the second; 1 tells git of conflicts. */
  private static int merge(Invocation invocation) throws IOException, InterruptedException {
    List<Path> sides =
        invocation.parameters().subList(1, 4).stream()
            .map(invocation.directory()::resolve)
            .toList();
    String name = invocation.parameters().get(4);
    try (Secrets secrets = new Session(invocation).open();
        PlaintextMerge merge = new PlaintextMerge(secrets.protection(), name)) {
      boolean marked = invocation.has(PLAINTEXT_CONFLICTS);
      return merge.run(sides.get(0), sides.get(1), sides.get(2), marked);
    }
  }

  /** Encrypts what a person made of a conflict in the way in which our side was encrypted. */
  private static int resolve(Invocation invocation) throws IOException, InterruptedException {
    if (invocation.parameters().size() != 2) {
      throw new UsageException("the file with the conflict is not named");
    }
    Path file = invocation.directory().resolve(invocation.parameters().get(1));
    try (Secrets secrets = new Session(invocation).open();
        PlaintextMerge merge =
            new PlaintextMerge(secrets.protection(), String.valueOf(file.getFileName()))) {
      merge.resolve(file);
    }
    return ExitCode.DONE;
  }

  private static int git(Invocation invocation, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("git");
    builder.command().addAll(List.of(arguments));
    Process git =
        builder
            .directory(invocation.directory().toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int code = git.waitFor();
    if (code > 1) {
      throw new StorageException("git config failed", "start it inside a git repository");
    }
    return code;
  }
}
