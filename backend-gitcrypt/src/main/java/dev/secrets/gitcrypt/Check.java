package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import dev.secrets.gitcrypt.CheckFinding.Kind;
import dev.secrets.spi.BackendContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the blobs themselves, for clients of git may have gone past every filter. */
final class Check {

  private final BackendContext context;
  private final CheckScope scope;
  private final Git git;
  private final List<CheckFinding> findings = new ArrayList<>();

  Check(BackendContext context, CheckScope scope) {
    this.context = context;
    this.scope = scope;
    this.git = Git.of(context).in(WorkTree.topOf(Git.of(context)));
  }

  List<CheckFinding> run() {
    if (scope.kind() == CheckScope.Kind.COMMITS) {
      commits();
    } else {
      staged();
    }
    return findings;
  }

  private void staged() {
    List<WorkFile> listed =
        git.run("ls-files", "-cstz", "--full-name").records().stream()
            .map(WorkFile::parse)
            .toList();
    List<WorkFile> files = new FileList(git).withStagedAttributes(listed);
    findings.addAll(new AttributeCheck(git, files).alwaysWrong());
    blobs(files, "");
    if (scope.kind() == CheckScope.Kind.REPOSITORY) {
      findings.addAll(new AttributeCheck(git, files).suspicious());
    }
  }

  private void commits() {
    List<String> arguments = new ArrayList<>(List.of("rev-list"));
    arguments.addAll(scope.revisions());
    List<String> commits =
        git.run(arguments.toArray(String[]::new)).line().lines().filter(s -> !s.isEmpty()).toList();
    if (commits.isEmpty()) {
      return;
    }
    try (TemporaryIndex index = TemporaryIndex.of(git, commits.get(0))) {
      Map<String, List<WorkFile>> changes = new ChangedFiles(git).of(commits);
      FileList list = new FileList(index.git());
      changes.forEach((commit, files) -> blobs(list.withStagedAttributes(files), commit));
    }
  }

  private void blobs(List<WorkFile> files, String commit) {
    List<WorkFile> ours =
        files.stream().filter(f -> f.isRegular() && Driver.encrypts(f.filter())).toList();
    if (ours.isEmpty()) {
      return;
    }
    try (Blobs blobs = new Blobs(git);
        KeyRing keys = new KeyRing(context)) {
      boolean decrypt = commit.isEmpty() && keys.isAny();
      for (WorkFile file : ours) {
        look(file, blobs, decrypt ? Optional.of(keys) : Optional.empty())
            .ifPresent(kind -> report(kind, file, commit));
      }
    }
  }

  private Optional<Kind> look(WorkFile file, Blobs blobs, Optional<KeyRing> keys) {
    return blobs.read(
        file.blob(),
        in -> {
          byte[] head = in.readNBytes(ForeignFormat.HEAD_LENGTH);
          if (!BlobHeader.hasMagic(head)) {
            return Optional.of(
                ForeignFormat.recognizes(head) ? Kind.FOREIGN_FORMAT : Kind.PLAINTEXT);
          }
          return keys.isEmpty() ? Optional.empty() : open(file, head, in, keys.get());
        });
  }

  private Optional<Kind> open(WorkFile file, byte[] head, InputStream rest, KeyRing keys)
      throws IOException {
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), rest);
    try (Spool blob = Spool.of(whole, context.random())) {
      return Driver.named(file.filter()).isEmpty() || keys.opensWithCurrent(file.filter(), blob)
          ? Optional.empty()
          : other(file, blob, keys);
    }
  }

  /** A key that is not unlocked here says nothing of its files. */
  private static Optional<Kind> other(WorkFile file, Spool blob, KeyRing keys) throws IOException {
    if (!keys.has(file.filter())) {
      return Optional.empty();
    }
    try {
      keys.opening(blob);
      return Optional.of(Kind.RETIRED_KEY);
    } catch (DecryptionFailedException | InvalidInputException none) {
      return Optional.of(Kind.UNREADABLE);
    }
  }

  private void report(Kind kind, WorkFile file, String commit) {
    findings.add(new CheckFinding(kind, file.shown(), commit, detail(kind)));
  }

  private static String detail(Kind kind) {
    return switch (kind) {
      case PLAINTEXT -> "its attributes say encrypted, and what git has of it is plaintext";
      case FOREIGN_FORMAT -> "its attributes say git-crypt, and it is encrypted by something else";
      case RETIRED_KEY -> "encrypted under a key that was replaced: git add --renormalize it";
      default -> "no key at hand opens it: wrong key, or the file was altered";
    };
  }
}
