package dev.secrets.gitcrypt;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.CodecSetUp;
import java.util.List;
import java.util.Optional;

/**
 * git-crypt in a project: a key in git's own directory, and git that calls the filters. The option
 * {@code filter-program} tells what it is to call; else it is {@code git-crypt}.
 */
final class GitCryptSetUp implements CodecSetUp {

  private final BackendContext context;

  GitCryptSetUp(BackendContext context) {
    this.context = context;
  }

  @Override
  public boolean hasKey() {
    Git git = Git.of(context);
    return WorkTree.directoryOf(git).keyStores().anyMatch(store -> store.has(KeyName.DEFAULT))
        && new DriverConfig(git).decrypts(new Driver(KeyName.DEFAULT));
  }

  @Override
  public String keyPlace() {
    return ".git/git-crypt/keys/default";
  }

  @Override
  public void makeKey() {
    new GitCryptRepository(context, program()).init(Optional.empty());
  }

  @Override
  public String attributes() {
    return "filter=git-crypt diff=git-crypt";
  }

  private FilterProgram program() {
    List<String> words = context.options("filter-program");
    return words.isEmpty()
        ? FilterProgram.of("git-crypt", List.of())
        : FilterProgram.of(words.get(0), words.subList(1, words.size()));
  }
}
