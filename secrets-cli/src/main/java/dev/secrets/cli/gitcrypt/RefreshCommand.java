package dev.secrets.cli.gitcrypt;

/** {@code git-crypt refresh}, which git-crypt announces and does not have. */
final class RefreshCommand implements Command {

  @Override
  public String name() {
    return "refresh";
  }

  @Override
  public String form() {
    return "";
  }

  @Override
  public String example() {
    return "git-crypt refresh";
  }

  @Override
  public String summary() {
    return "not implemented, as in git-crypt";
  }

  @Override
  public int run(Arguments arguments, Shell shell) {
    shell.complain("Error: refresh is not implemented; 'git-crypt unlock' decrypts files anew");
    return Program.FAILED;
  }
}
