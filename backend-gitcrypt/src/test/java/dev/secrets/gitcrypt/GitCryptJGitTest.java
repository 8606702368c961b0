package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.SecretValue;
import dev.secrets.spi.BackendContext;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.attributes.FilterCommandRegistry;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class GitCryptJGitTest {

  @TempDir Path folder;

  @AfterEach
  void unregister() {
    for (String verb : List.of("clean", "smudge")) {
      FilterCommandRegistry.unregister(Constants.BUILTIN_FILTER_PREFIX + "git-crypt/" + verb);
      FilterCommandRegistry.unregister(Constants.BUILTIN_FILTER_PREFIX + "git-crypt-pay/" + verb);
    }
  }

  @Test
  void jgit_adds_ciphertext_in_process() throws Exception {
    Repository repository = withoutPrograms(Scene.unlocked(folder));
    GitCryptJGit.register(context(repository));
    repository.write("new.sec", "new\n");

    try (Git jgit = Git.open(repository.top().toFile())) {
      jgit.add().addFilepattern("new.sec").call();
    }

    assertThat(BlobHeader.hasMagic(repository.staged("new.sec"))).isTrue();
  }

  @Test
  void jgit_checks_out_plaintext_in_process() throws Exception {
    Repository repository = withoutPrograms(Scene.unlocked(folder));
    GitCryptJGit.register(context(repository));
    Files.delete(repository.top().resolve("a.sec"));

    try (Git jgit = Git.open(repository.top().toFile())) {
      jgit.checkout().addPath("a.sec").call();
    }

    assertThat(repository.text("a.sec")).isEqualTo("alpha\n");
  }

  @Test
  void jgit_clones_with_a_key_that_is_handed_over() throws Exception {
    Repository origin = Scene.unlocked(folder);
    byte[] key = origin.ours().exportKey(Optional.empty());
    GitCryptJGit.register(
        BackendContext.builder()
            .directory(folder)
            .keys(request -> List.of(SecretValue.copyOf(key)))
            .build());

    Path top = folder.resolve("jgit");
    try (Git jgit =
        Git.cloneRepository()
            .setURI(origin.top().toUri().toString())
            .setDirectory(top.toFile())
            .setNoCheckout(true)
            .call()) {
      GitCryptJGit.configure(jgit.getRepository().getConfig());
      jgit.checkout().setName("main").setForced(true).call();
    }

    assertThat(Files.readString(top.resolve("a.sec"))).isEqualTo("alpha\n");
  }

  @Test
  void each_key_name_has_its_filter() throws Exception {
    Repository repository = Scene.unlocked(folder);
    repository.ours().init(Optional.of("pay"));
    repository.write(".gitattributes", "*.pay filter=git-crypt-pay\n");
    withoutPrograms(repository);
    GitCryptJGit.register(context(repository), "pay");
    repository.write("x.pay", "pay\n");

    try (Git jgit = Git.open(repository.top().toFile())) {
      jgit.add().addFilepattern("x.pay").call();
    }

    KeyFile pay = KeyFile.parse(repository.ours().exportKey(Optional.of("pay")));
    byte[] blob = repository.staged("x.pay");
    assertThat(new BlobCipher(pay.latest()).opens(dev.secrets.spi.ByteSource.of(blob))).isTrue();
  }

  @Test
  void without_a_key_jgit_fails_instead_of_adding_plaintext() throws Exception {
    Repository repository = withoutPrograms(Scene.unlocked(folder));
    GitCryptJGit.register(context(repository));
    Files.delete(repository.top().resolve(".git/git-crypt/keys/default"));
    repository.write("new.sec", "new\n");

    try (Git jgit = Git.open(repository.top().toFile())) {
      assertThatThrownBy(() -> jgit.add().addFilepattern("new.sec").call())
          .hasStackTraceContaining("no git-crypt key at hand");
    }

    assertThat(repository.git("ls-files", "new.sec").text()).isEmpty();
  }

  /** What is encrypted or decrypted now, nobody but JGit and we can have done. */
  private static Repository withoutPrograms(Repository repository) {
    for (String name : List.of("clean", "smudge", "process")) {
      repository.git("config", "filter.git-crypt." + name, "false");
    }
    return repository;
  }

  private static BackendContext context(Repository repository) throws IOException {
    return BackendContext.builder().directory(repository.top().toRealPath()).build();
  }
}
