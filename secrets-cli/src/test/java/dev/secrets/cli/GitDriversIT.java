package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.PeerCommand.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Differences and merges of vaults as git itself has them shown and made. */
class GitDriversIT {

  private static final String THREE = "one: 1\nmiddle: x\nthree: 3\n";

  @TempDir private Path directory;

  @BeforeEach
  void have_a_repository() throws IOException {
    Files.writeString(directory.resolve("pass"), "secret\n");
    Files.writeString(directory.resolve("ansible.cfg"), "[defaults]\nvault_password_file = pass\n");
    Files.writeString(
        directory.resolve(".gitattributes"), "*.yml diff=secrets-vault merge=secrets-vault\n");
    Files.writeString(directory.resolve(".gitconfig"), "[user]\nname = n\nemail = e@example.org\n");
    sh("git init -q -b main . && secrets git-drivers install");
  }

  private Outcome run(String script) {
    return Packaged.shell(directory, Map.of())
        .with("ANSIBLE_CONFIG", directory.resolve("ansible.cfg").toString())
        .run("-c", script);
  }

  private String sh(String script) {
    return run(script).expectSuccess().text();
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(directory.resolve(file), content);
  }

  private String text(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  /** Commits {@code base}, then {@code theirs} on a branch and {@code ours} on the main one. */
  private void commit(String base, String ours, String theirs) throws IOException {
    write("v.yml", base);
    sh("secrets encrypt v.yml && git add . && git commit -qm base");
    write("v.yml", theirs);
    sh("git checkout -q -b theirs && secrets encrypt v.yml && git commit -qam theirs");
    write("v.yml", ours);
    sh("git checkout -q -f main");
    write("v.yml", ours);
    sh("secrets encrypt v.yml && git commit -qam ours");
  }

  @Test
  void a_difference_is_shown_as_plaintext() throws IOException {
    write("v.yml", THREE);
    sh("secrets encrypt v.yml && git add . && git commit -qm base");
    write("v.yml", THREE.replace("x", "y"));
    sh("secrets encrypt v.yml");

    assertThat(sh("git diff")).contains("-middle: x\n+middle: y\n").doesNotContain("$ANSIBLE");
  }

  @Test
  void what_cannot_be_decrypted_is_shown_as_it_is() throws IOException {
    write("v.yml", THREE);
    sh("secrets encrypt v.yml && git add . && git commit -qm base");
    write("pass", "another\n");
    write("v.yml", THREE);

    assertThat(sh("git diff")).contains("-$ANSIBLE_VAULT;1.1;AES256");
  }

  @Test
  void changes_of_both_sides_are_merged_and_encrypted() throws IOException {
    commit(THREE, THREE.replace("1", "10"), THREE.replace("3", "30"));

    sh("git merge -q theirs -m merged");

    assertThat(text("v.yml")).startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(sh("secrets view v.yml")).isEqualTo("one: 10\nmiddle: x\nthree: 30\n");
  }

  @Test
  void a_conflict_leaves_our_side_encrypted() throws IOException {
    commit(THREE, THREE.replace("x", "ours"), THREE.replace("x", "theirs"));
    String before = text("v.yml");

    Outcome merge = run("git merge -q theirs -m merged");

    assertThat(merge.exit()).isEqualTo(1);
    assertThat(text("v.yml")).isEqualTo(before);
    assertThat(sh("git ls-files -u v.yml").lines()).hasSize(3);
  }

  @Test
  void a_conflict_stands_in_plaintext_if_asked_for_and_is_encrypted_when_resolved()
      throws IOException {
    sh("secrets git-drivers install --plaintext-conflicts");
    commit(THREE, THREE.replace("x", "ours"), THREE.replace("x", "theirs"));

    assertThat(run("git merge -q theirs -m merged").exit()).isEqualTo(1);
    assertThat(text("v.yml"))
        .contains("<<<<<<< ours\nmiddle: ours\n=======\nmiddle: theirs\n>>>>>>> theirs\n");
    assertThat(run("secrets git-drivers resolve v.yml").exit()).isEqualTo(7);
    write("v.yml", THREE.replace("x", "both"));
    sh("secrets git-drivers resolve v.yml && git commit -qam merged");

    assertThat(text("v.yml")).startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(sh("secrets view v.yml")).contains("middle: both\n");
  }

  @Test
  void inline_values_are_merged_and_those_that_stay_keep_their_bytes() throws IOException {
    String base = "a: one\n\n\nb: two\n\n\nc: three\n";
    write("v.yml", base);
    sh("secrets encrypt 'file:v.yml#/a' 'file:v.yml#/b' && git add . && git commit -qm base");
    String envelope = text("v.yml").substring(0, text("v.yml").indexOf("b:"));
    sh("git checkout -q -b theirs && echo -n new | secrets set 'file:v.yml#/b' -");
    sh("git commit -qam theirs && git checkout -q main");
    sh("sed -i 's/c: three/c: 3/' v.yml && git commit -qam ours");

    sh("git merge -q theirs -m merged");

    assertThat(text("v.yml")).startsWith(envelope).contains("b: !vault |").endsWith("c: 3\n");
    assertThat(sh("secrets get 'file:v.yml#/b'")).isEqualTo("new");
  }

  @Test
  void inline_values_changed_on_both_sides_conflict() throws IOException {
    write("v.yml", "a: one\n");
    sh("secrets encrypt 'file:v.yml#/a' && git add . && git commit -qm base");
    sh("git checkout -q -b theirs && echo -n two | secrets set 'file:v.yml#/a' -");
    sh("git commit -qam theirs && git checkout -q main");
    sh("echo -n three | secrets set 'file:v.yml#/a' - && git commit -qam ours");
    String before = text("v.yml");

    assertThat(run("git merge -q theirs -m merged").exit()).isEqualTo(1);

    assertThat(text("v.yml")).isEqualTo(before);
  }

  @Test
  void uninstalling_leaves_no_trace_in_the_configuration() {
    sh("secrets git-drivers uninstall");
    sh("secrets git-drivers uninstall");

    assertThat(run("git config --get-regexp secrets").exit()).isEqualTo(1);
  }

  @Test
  void a_password_named_at_the_installation_counts_for_the_drivers() throws IOException {
    PeerCommand shell = Packaged.shell(directory, Map.of());
    Files.delete(directory.resolve("ansible.cfg"));
    write("v.yml", THREE);
    shell
        .run(
            "-c",
            "secrets git-drivers install --vault-id default@pass"
                + " && secrets encrypt --vault-id default@pass v.yml && git add v.yml pass")
        .expectSuccess();

    assertThat(shell.run("-c", "git diff --cached -- v.yml").expectSuccess().text())
        .contains("+middle: x\n");
  }
}
