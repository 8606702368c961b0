package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.BackendContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Removes a collaborator: from now on another key encrypts, which those who stay are given. It has
 * a name of its own, for a blob does not say its key, and git-crypt must be able to read history.
 */
final class UserRemoval {

  private static final int MEMORY = 16 << 20;
  private static final Pattern NUMBERED = Pattern.compile("(.*)-([0-9]+)");

  private final BackendContext context;
  private final Rotation rotation;
  private final WorkTree tree;
  private final Git git;
  private final Collaborators collaborators;
  private final Users users;

  UserRemoval(BackendContext context, FilterProgram program) {
    this.context = context;
    this.tree = WorkTree.current(Git.of(context));
    this.git = Git.of(context).in(tree.top());
    this.collaborators = Collaborators.of(git, tree);
    this.users = new Users(context);
    this.rotation = new Rotation(program, tree, git, collaborators);
  }

  RemovedUser run(String user, Optional<String> keyName, boolean commit) {
    rotation.recover();
    KeyName old = keyName.map(KeyName::new).orElseGet(this::keyInUse);
    List<GpgUser> members =
        users.list().stream().filter(one -> one.keyName().equals(old.text())).toList();
    GpgUser removed = find(user, members);
    requireNothingStaged();
    List<OpenPgpKeys> staying =
        members.stream().filter(one -> !one.equals(removed)).map(this::publicKey).toList();
    try (KeyFile oldKey = users.unlocked(old);
        KeyFile newKey = KeyFile.generate(next(old), context.random())) {
      List<String> readable = readable(oldKey);
      rotation.run(
          old,
          newKey,
          () -> List.copyOf(users.wrap(newKey, staying).keySet()),
          collaborators.file(oldKey, removed.fingerprint()),
          commit ? Optional.of(message(removed, newKey)) : Optional.empty());
      return new RemovedUser(removed, newKey.name().text(), readable);
    }
  }

  void abort() {
    if (!rotation.recover()) {
      throw new SecretNotFoundException(
          "no removal of a collaborator was broken off here",
          "one that is committed is undone with git, and the removed one knows its key already");
    }
  }

  /** The key that files are under: after a removal that is no longer the default one. */
  private KeyName keyInUse() {
    Set<KeyName> used = new LinkedHashSet<>();
    new FileList(git)
        .tracked()
        .forEach(file -> Driver.named(file.filter()).ifPresent(driver -> used.add(driver.key())));
    used.retainAll(collaborators.keyNames());
    if (used.size() > 1 && !used.contains(KeyName.DEFAULT)) {
      throw new InvalidInputException(
          "the repository has several keys", "name the one to replace with --key-name");
    }
    return used.size() == 1 ? used.iterator().next() : KeyName.DEFAULT;
  }

  private static GpgUser find(String user, List<GpgUser> members) {
    String text = user.toLowerCase(Locale.ROOT);
    List<GpgUser> found =
        members.stream()
            .filter(
                one ->
                    PublicKeys.isFingerprint(user, one.fingerprint())
                        || one.name().toLowerCase(Locale.ROOT).contains(text))
            .toList();
    if (found.isEmpty()) {
      throw new SecretNotFoundException(
          "no collaborator '" + user + "'", "'git-crypt ls-gpg-users' shows them");
    }
    if (found.size() > 1) {
      throw new InvalidInputException(
          "more than one collaborator matches '" + user + "'", "name one by the fingerprint");
    }
    return found.get(0);
  }

  private OpenPgpKeys publicKey(GpgUser user) {
    return new PublicKeys(context).find("0x" + user.fingerprint(), true);
  }

  /** The commit must hold the removal and nothing else. */
  private void requireNothingStaged() {
    boolean changed =
        git.run("status", "--porcelain", "-z", "-uno").records().stream().findAny().isPresent();
    if (changed) {
      throw new WriteConflictException(
          "working directory not clean", "commit your changes, or put them aside with git stash");
    }
  }

  private KeyName next(KeyName old) {
    var numbered = NUMBERED.matcher(old.text());
    String base = numbered.matches() ? numbered.group(1) : old.text();
    int number = numbered.matches() ? Integer.parseInt(numbered.group(2)) + 1 : 2;
    List<KeyName> known = collaborators.keyNames();
    KeyName name = new KeyName(base + "-" + number);
    while (known.contains(name) || tree.commonKeys().has(name)) {
      number++;
      name = new KeyName(base + "-" + number);
    }
    return name;
  }

  /** Every path that ever had a blob which the key opens. */
  private List<String> readable(KeyFile key) {
    Set<String> paths = new TreeSet<>();
    List<String> commits = git.run("rev-list", "--all").line().lines().toList();
    try (Blobs blobs = new Blobs(git)) {
      new ChangedFiles(git)
          .of(commits).values().stream()
              .flatMap(List::stream)
              .filter(file -> file.isRegular() && !paths.contains(file.shown()))
              .filter(file -> blobs.read(file.blob(), content -> opens(key, content)))
              .forEach(file -> paths.add(file.shown()));
    }
    return List.copyOf(paths);
  }

  private boolean opens(KeyFile key, InputStream content) throws IOException {
    byte[] head = content.readNBytes(BlobHeader.LENGTH);
    if (head.length < BlobHeader.LENGTH || !BlobHeader.hasMagic(head)) {
      return false;
    }
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), content);
    try (Spool blob = Spool.of(whole, MEMORY, context.random())) {
      for (KeyEntry entry : key.entries()) {
        if (new BlobCipher(entry).opens(blob)) {
          return true;
        }
      }
      return false;
    }
  }

  private static String message(GpgUser removed, KeyFile newKey) {
    return "Remove 1 git-crypt collaborator\n\nRemoved collaborator:\n\n    "
        + removed.fingerprint()
        + "\n        "
        + removed.name()
        + "\n\nFiles are encrypted with the key "
        + newKey.name()
        + " from now on.\n";
  }
}
