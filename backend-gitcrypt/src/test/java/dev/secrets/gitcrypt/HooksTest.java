package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hooks call a program, so what they refuse is tested with the packaged command as well. */
@Tag(Peers.TAG)
final class HooksTest {

  @TempDir Path folder;
  private Repository clone;

  @BeforeEach
  void lock() throws IOException {
    clone = Scene.locked(folder);
  }

  @Test
  void in_a_guarded_locked_clone_plaintext_cannot_be_staged() throws IOException {
    clone.ours().installHooks(false);
    clone.write("new.sec", "plaintext");

    PeerCommand.Outcome add = clone.command("git").run("add", "new.sec");

    assertThat(add.exit()).isNotZero();
    assertThat(add.stderr()).contains("this clone is locked");
    assertThat(clone.git("ls-files", "new.sec").text()).isEmpty();
  }

  @Test
  void in_a_guarded_locked_clone_ciphertext_passes() throws IOException {
    clone.ours().installHooks(false);
    byte[] blob = clone.read("a.sec");
    clone.write("copy.sec", blob);

    clone.git("add", "copy.sec");
    clone.git("checkout", "-q", "-f", "HEAD", "--", ".");

    assertThat(clone.staged("copy.sec")).isEqualTo(blob);
    assertThat(clone.read("a.sec")).isEqualTo(blob);
  }

  @Test
  void unlock_replaces_the_guard_and_lock_puts_it_back() throws IOException {
    clone.ours().installHooks(false);
    clone.unlock(Scene.keyOfOrigin(folder));
    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    clone.write("new.sec", "secret");
    clone.git("add", "new.sec");
    assertThat(BlobHeader.hasMagic(clone.staged("new.sec"))).isTrue();

    clone.lock();

    clone.write("new.sec", "plaintext");
    assertThat(clone.command("git").run("add", "new.sec").exit()).isNotZero();
  }

  @Test
  void uninstall_removes_the_guard_and_our_hooks() throws IOException {
    String config = Files.readString(clone.top().resolve(".git/config"));
    clone.ours().installHooks(false);
    assertThat(clone.top().resolve(".git/hooks/pre-commit")).isExecutable();

    clone.ours().uninstallHooks();

    assertThat(Files.readString(clone.top().resolve(".git/config"))).isEqualTo(config);
    assertThat(clone.top().resolve(".git/hooks/pre-commit")).doesNotExist();
    assertThat(clone.top().resolve(".git/hooks/pre-push")).doesNotExist();
  }

  @Test
  void uninstall_leaves_an_unlocked_repository_unlocked() throws IOException {
    clone.ours().installHooks(false);
    clone.unlock(Scene.keyOfOrigin(folder));

    clone.ours().uninstallHooks();

    assertThat(clone.changes()).isEmpty();
    clone.write("new.sec", "secret");
    clone.git("add", "new.sec");
    assertThat(BlobHeader.hasMagic(clone.staged("new.sec"))).isTrue();
  }

  @Test
  void a_hook_that_is_there_goes_on_doing_what_it_did() throws IOException {
    Path hook = clone.top().resolve(".git/hooks/pre-commit");
    String before = "#!/bin/sh\ntouch ran\n";
    Files.writeString(hook, before);
    hook.toFile().setExecutable(true);

    clone.ours().installHooks(false);
    clone.ours().installHooks(false);
    assertThat(Files.readString(hook)).endsWith("touch ran\n").containsOnlyOnce("check --staged");

    clone.ours().uninstallHooks();
    assertThat(Files.readString(hook)).isEqualTo(before);
  }

  @Test
  void the_hook_of_a_server_sees_every_update_and_leaves_them_to_the_rest() throws IOException {
    Repository bare = new Repository(folder.resolve("bare.git"));
    clone.git("clone", "-q", "--bare", ".", bare.top().toString());
    Path log = folder.resolve("log");
    Path fake = folder.resolve("fake");
    Files.writeString(fake, "#!/bin/sh\necho \"$@\" >>" + log + "\n");
    fake.toFile().setExecutable(true);
    Path hook = bare.top().resolve("hooks/pre-receive");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\ncat >>" + log + "\n");
    new Hooks(
            dev.secrets.spi.BackendContext.builder()
                .directory(bare.top())
                .environment(System.getenv())
                .build(),
            FilterProgram.of(fake.toString(), java.util.List.of()))
        .install(true);

    byte[] updates =
        "aaa1 bbb1 refs/heads/x\n000 ccc1 refs/heads/y\nddd1 000 refs/heads/z\n"
            .getBytes(StandardCharsets.US_ASCII);
    Peers.require("sh").in(bare.top()).feed(updates).run(hook.toString()).expectSuccess();

    assertThat(Files.readString(log))
        .isEqualTo(
            "check aaa1..bbb1\ncheck ccc1 --not --all\n"
                + new String(updates, StandardCharsets.US_ASCII));
  }
}
