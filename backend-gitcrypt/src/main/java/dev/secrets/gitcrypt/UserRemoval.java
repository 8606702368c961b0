package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.BackendContext;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes a collaborator: from now on another key encrypts, which those who stay are given. It has
 * a name of its own, for a blob does not say its key, and git-crypt must be able to read history.
 */
final class UserRemoval {

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
    Set<KeyName> inUse = keysInUse();
    KeyName old = keyName.map(KeyName::new).orElseGet(() -> theOne(inUse));
    List<GpgUser> everybody = users.list();
    GpgUser removed = find(user, holders(old, everybody));
    requireNothingStaged();
    users.requireUnlocked(old);
    List<OpenPgpKeys> staying = publicKeysBut(removed, holders(old, everybody));
    List<KeyName> had = keysOf(removed, everybody);
    List<KeyName> keeps =
        had.stream().filter(key -> inUse.contains(key) && !key.equals(old)).toList();
    List<String> readable = readable(had);
    try (KeyFile newKey = KeyFile.generate(next(old), context.random())) {
      rotation.run(
          old,
          newKey,
          () -> List.copyOf(users.wrap(newKey, staying).keySet()),
          had.stream()
              .filter(key -> !keeps.contains(key))
              .flatMap(key -> given(removed, key))
              .toList(),
          commit ? Optional.of(message(removed, newKey)) : Optional.empty());
      return new RemovedUser(
          removed, newKey.name().text(), keeps.stream().map(KeyName::text).toList(), readable);
    }
  }

  private static List<GpgUser> holders(KeyName key, List<GpgUser> everybody) {
    return everybody.stream().filter(one -> one.keyName().equals(key.text())).toList();
  }

  /** Also those that were replaced before, which open what is older. */
  private static List<KeyName> keysOf(GpgUser user, List<GpgUser> everybody) {
    return everybody.stream()
        .filter(one -> one.fingerprint().equals(user.fingerprint()))
        .map(one -> new KeyName(one.keyName()))
        .toList();
  }

  private Stream<Path> given(GpgUser user, KeyName key) {
    return collaborators.files(key).stream()
        .filter(file -> Collaborators.fingerprint(file).equals(user.fingerprint()));
  }

  void abort() {
    if (!rotation.recover()) {
      throw new SecretNotFoundException(
          "no removal of a collaborator was broken off here",
          "one that is committed is undone with git, and the removed one knows its key already");
    }
  }

  /** The keys that files are under and somebody was given. */
  private Set<KeyName> keysInUse() {
    Set<KeyName> used = new LinkedHashSet<>();
    new FileList(git)
        .tracked()
        .forEach(file -> Driver.named(file.filter()).ifPresent(driver -> used.add(driver.key())));
    used.retainAll(collaborators.keyNames());
    return used;
  }

  /** After a removal it is no longer the default one. */
  private static KeyName theOne(Set<KeyName> inUse) {
    if (inUse.size() > 1 && !inUse.contains(KeyName.DEFAULT)) {
      throw new InvalidInputException(
          "the repository has several keys", "name the one to replace with --key-name");
    }
    return inUse.size() == 1 ? inUse.iterator().next() : KeyName.DEFAULT;
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

  private List<OpenPgpKeys> publicKeysBut(GpgUser removed, List<GpgUser> members) {
    PublicKeys known = new PublicKeys(context);
    return members.stream()
        .filter(one -> !one.equals(removed))
        .map(one -> known.find("0x" + one.fingerprint(), true))
        .toList();
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

  /** Every path that ever had a blob which one of the keys opens. */
  private List<String> readable(List<KeyName> names) {
    List<KeyFile> keys = names.stream().flatMap(name -> tree.key(name).stream()).toList();
    Set<String> paths = new TreeSet<>();
    List<String> commits = git.run("rev-list", "--all").line().lines().toList();
    try (Blobs blobs = new Blobs(git)) {
      new ChangedFiles(git)
          .of(commits).values().stream()
              .flatMap(List::stream)
              .filter(file -> file.isRegular() && !paths.contains(file.shown()))
              .filter(file -> blobs.isUnder(keys, file.blob(), context.random()))
              .forEach(file -> paths.add(file.shown()));
    } finally {
      keys.forEach(KeyFile::close);
    }
    return List.copyOf(paths);
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
