package dev.secrets.gitcrypt;

import dev.secrets.SecretNotFoundException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds and lists collaborators. */
final class Users {

  private static final int SHORT_ID = 8;

  private final BackendContext context;
  private final WorkTree tree;
  private final Git git;
  private final Collaborators collaborators;
  private final PublicKeys publicKeys;

  Users(BackendContext context) {
    this.context = context;
    this.tree = WorkTree.current(Git.of(context));
    this.git = Git.of(context).in(tree.top());
    this.collaborators = Collaborators.of(git, tree);
    this.publicKeys = new PublicKeys(context);
  }

  List<GpgUser> add(AddUserRequest request) {
    tree.requireNoBrokenRemoval();
    KeyName name = request.keyName().map(KeyName::new).orElse(KeyName.DEFAULT);
    try (KeyFile key = unlocked(name)) {
      List<OpenPgpKeys> recipients =
          request.users().stream().map(user -> publicKeys.find(user, request.trusted())).toList();
      Map<Path, OpenPgpKeys> added = wrap(key, recipients);
      if (added.isEmpty()) {
        return List.of();
      }
      List<Path> files = new ArrayList<>(added.keySet());
      if (collaborators.writeAttributes()) {
        files.add(collaborators.attributes());
      }
      stage(files);
      List<GpgUser> users = added.values().stream().map(one -> user(name, one)).toList();
      if (request.commit()) {
        commit(message(users), files);
      }
      return users;
    }
  }

  /** Encrypts the key for those who do not have it, and returns what was written for whom. */
  Map<Path, OpenPgpKeys> wrap(KeyFile key, List<OpenPgpKeys> recipients) {
    Map<Path, byte[]> messages = new LinkedHashMap<>();
    Map<Path, OpenPgpKeys> added = new LinkedHashMap<>();
    for (OpenPgpKeys recipient : recipients) {
      Path file = collaborators.file(key, recipient.fingerprint());
      if (!Files.exists(file)) {
        messages.put(file, encrypt(key, recipient));
        added.put(file, recipient);
      }
    }
    messages.forEach(StateFile::write);
    return added;
  }

  private byte[] encrypt(KeyFile key, OpenPgpKeys recipient) {
    // Only this version: whoever is added now must not read what an older one encrypted.
    byte[] content = new KeyFile(key.name(), List.of(key.latest())).toBytes();
    try {
      return OpenPgpMessage.encrypt(
          content,
          recipient.forEncryption(context.clock().instant()),
          context.random(),
          context.clock().instant());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  List<GpgUser> list() {
    List<GpgUser> users = new ArrayList<>();
    for (KeyName name : collaborators.keyNames()) {
      for (Path file : collaborators.files(name)) {
        String fingerprint = Collaborators.fingerprint(file);
        users.add(new GpgUser(name.text(), fingerprint, nameOf(fingerprint, file)));
      }
    }
    return users;
  }

  private KeyFile unlocked(KeyName name) {
    return tree.key(name)
        .orElseThrow(
            () ->
                new SecretNotFoundException(
                    "this repository is not unlocked with the key " + name,
                    "unlock it first, or make the key with 'git-crypt init'"));
  }

  void requireUnlocked(KeyName name) {
    unlocked(name).close();
  }

  void stage(List<Path> files) {
    git.feed(raw(files), "add", "--pathspec-from-file=-", "--pathspec-file-nul");
  }

  void commit(String message, List<Path> files) {
    git.feed(
        raw(files), "commit", "-q", "-m", message, "--pathspec-from-file=-", "--pathspec-file-nul");
  }

  private static List<String> raw(List<Path> files) {
    return files.stream().map(file -> GitText.raw(file.toString())).toList();
  }

  private String nameOf(String fingerprint, Path file) {
    return publicKeys.name(fingerprint).or(() -> committed(fingerprint, file)).orElse("");
  }

  /** From the message of the commit that added the user. */
  private Optional<String> committed(String fingerprint, Path file) {
    List<String> lines =
        git.attempt("log", "--diff-filter=A", "--format=%B", "--", file.toString())
            .line()
            .lines()
            .map(String::strip)
            .toList();
    String shortId = fingerprint.substring(Math.max(0, fingerprint.length() - SHORT_ID)) + " ";
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).equals(fingerprint) && at + 1 < lines.size()) {
        return Optional.of(lines.get(at + 1));
      }
      if (lines.get(at).startsWith(shortId)) {
        return Optional.of(lines.get(at).substring(shortId.length()));
      }
    }
    return Optional.empty();
  }

  private static GpgUser user(KeyName name, OpenPgpKeys key) {
    return new GpgUser(name.text(), key.fingerprint(), key.userId());
  }

  /** As git-crypt 0.8 writes it. */
  private static String message(List<GpgUser> users) {
    StringBuilder message = new StringBuilder("Add ").append(users.size());
    message.append(" git-crypt collaborator").append(users.size() == 1 ? "" : "s");
    message.append("\n\nNew collaborators:\n\n");
    for (GpgUser user : users) {
      message.append("    ").append(user.fingerprint()).append('\n');
      message.append("        ").append(user.name()).append('\n');
    }
    return message.toString();
  }
}
