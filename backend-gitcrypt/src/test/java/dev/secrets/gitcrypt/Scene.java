package dev.secrets.gitcrypt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A repository with encrypted files, and a locked clone of it. */
final class Scene {

  static final String ATTRIBUTES = "*.sec filter=git-crypt diff=git-crypt\n";

  private Scene() {}

  /** Unlocked by us, with two encrypted files and a plain one committed. */
  static Repository unlocked(Path folder) throws IOException {
    Repository repository = Repository.init(folder.resolve("origin"));
    repository.ours().init(Optional.empty());
    repository.write(".gitattributes", ATTRIBUTES);
    repository.write("a.sec", "alpha\n");
    repository.write("sub/b.sec", "beta\n");
    repository.write("plain", "plain\n");
    repository.commitAll();
    return repository;
  }

  static Repository locked(Path folder) throws IOException {
    return Repository.clone(unlocked(folder).top(), folder.resolve("clone"));
  }

  /** The default key of an unlocked repository. */
  static KeyFile keyOf(Repository repository) {
    return KeyFile.parse(repository.ours().exportKey(Optional.empty()));
  }

  static KeyFile keyOfOrigin(Path folder) {
    return keyOf(new Repository(folder.resolve("origin")));
  }
}
