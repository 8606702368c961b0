package dev.secrets.plan;

import dev.secrets.DecryptionFailedException;
import dev.secrets.FileForms;
import dev.secrets.InvalidInputException;
import dev.secrets.project.LayoutFile;
import dev.secrets.project.LayoutFile.Role;
import dev.secrets.project.ProjectLayout;
import dev.secrets.spi.CodecSetUp;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns ignored plaintext into tracked ciphertext: envelopes on the disk, or attributes by which
 * git makes them. Deployment files are read by Docker Compose, which opens no envelopes: where they
 * would have to be envelopes on the disk they stay plaintext and ignored.
 */
final class CodecInit {

  private final PlanDraft draft;
  private final FileForms forms;
  private final ProjectLayout layout;
  private final String codec;
  private final CodecSetUp setUp;
  private final boolean byGit;

  CodecInit(PlanDraft draft, FileForms forms, ProjectLayout layout, String codec) {
    this.draft = draft;
    this.forms = forms;
    this.layout = layout;
    this.codec = codec;
    this.setUp = forms.setUp(codec);
    this.byGit = !setUp.attributes().isEmpty();
  }

  void plan(List<String> environments) {
    if (byGit) {
      draft.requireGit();
    }
    List<LayoutFile> files =
        layout.secrets().stream()
            .filter(file -> byGit || file.role() != Role.DEPLOYMENT)
            .filter(file -> environments.isEmpty() || environments.contains(file.environment()))
            .toList();
    new Keys(draft, forms, codec, setUp).plan(files.stream().map(LayoutFile::path).toList());
    if (byGit) {
      String text = draft.file(GitFiles.ATTRIBUTES).text();
      draft
          .file(GitFiles.ATTRIBUTES)
          .edit(GitFiles.marking(text, codec, setUp.attributes(), layout.patterns()));
    }
    uncover(files);
    files.forEach(this::protect);
    stage(files);
  }

  /** Lets git take what is encrypted, and nothing that is not. */
  private void uncover(List<LayoutFile> files) {
    WorkingFile ignore = draft.file(GitFiles.IGNORE);
    List<String> covered = byGit ? List.of() : layout.deploymentPatterns();
    if (!ignore.isCreated()) {
      ignore.edit(GitFiles.uncovering(ignore.text(), hiding()::contains, covered::contains));
    }
    files.forEach(file -> requireTaken(file.path(), ignore));
    if (!byGit && hasOpenDeployment()) {
      String comment = "Docker Compose reads these as they are, so they stay out of git.";
      ignore.edit(GitFiles.having(ignore.text(), comment, covered));
    }
  }

  /** The lines that ignore the files of the layout. */
  private Set<String> hiding() {
    Set<String> lines = new HashSet<>(layout.deploymentPatterns());
    layout.patterns().entrySet().stream()
        .filter(Map.Entry::getValue)
        .forEach(secret -> lines.add(secret.getKey()));
    return lines;
  }

  private void requireTaken(String path, WorkingFile ignore) {
    draft
        .git()
        .flatMap(git -> git.ignoredBy(path))
        .filter(
            rule ->
                !rule.file().equals(GitFiles.IGNORE)
                    || ignore.text().lines().anyMatch(rule.pattern()::equals))
        .ifPresent(
            rule -> {
              throw new InvalidInputException(
                  "git ignores '%s' by line %s of '%s'".formatted(path, rule.line(), rule.file()),
                  "what is encrypted is to be committed: take that line out");
            });
  }

  private boolean hasOpenDeployment() {
    return draft.git().isPresent()
        && layout.secrets().stream()
            .filter(file -> file.role() == Role.DEPLOYMENT)
            .anyMatch(file -> !draft.requireGit().isIgnored(file.path()));
  }

  private void protect(LayoutFile secret) {
    WorkingFile file = draft.file(secret.path());
    if (file.form().isPresent() && !file.form().get().equals(codec) && !byGit) {
      throw new InvalidInputException(
          "'%s' is in an envelope of %s".formatted(secret.path(), file.form().get()),
          "secrets migrate " + secret.path() + " --to " + codec + " --apply moves it");
    }
    if (!byGit && draft.git().isPresent()) {
      refuseFilter(secret.path());
    }
    if (!byGit && file.form().isEmpty() && !forms.hasInlineValues(file.path(), file.content())) {
      file.keepAs(Optional.of(codec));
    }
  }

  private void refuseFilter(String path) {
    String filter = draft.requireGit().attribute("filter", path);
    if (!filter.isEmpty()) {
      throw new InvalidInputException(
          "'%s' is kept under the git filter '%s'".formatted(path, filter),
          "secrets migrate " + path + " --to " + codec + " --apply moves it");
    }
  }

  private void stage(List<LayoutFile> files) {
    Index index = new Index(draft, forms);
    files.forEach(file -> index.stageSecret(draft.file(file.path()), codec, byGit));
    List<String> others =
        draft.changed().stream().map(WorkingFile::path).filter(GitFiles::isConfiguration).toList();
    others.forEach(path -> draft.stage(path, Optional.empty()));
  }

  /** The keys of a codec, and what keeps them out of git. */
  record Keys(PlanDraft draft, FileForms forms, String codec, CodecSetUp setUp) {

    void plan(List<String> files) {
      if (!setUp.hasKey()) {
        refuseOrphans(files);
        draft.makeKey(setUp);
      }
      for (Map.Entry<Path, String> setting : setUp.settings().entrySet()) {
        String path = draft.relative(setting.getKey());
        draft.file(path).edit(setting.getValue());
        draft.first(path);
      }
      guard();
    }

    void guard() {
      List<String> keys = setUp.keyFiles().stream().map(draft::relative).toList();
      if (!keys.isEmpty() && draft.git().isPresent()) {
        WorkingFile ignore = draft.file(GitFiles.IGNORE);
        List<String> open =
            keys.stream().filter(key -> !draft.requireGit().isIgnored(key)).toList();
        ignore.edit(GitFiles.having(ignore.text(), "Keys of " + codec + " stay out of git.", open));
      }
      Index index = new Index(draft, forms);
      keys.stream().filter(index::isTracked).forEach(draft::forget);
      keys.stream().filter(draft::isReadByOthers).forEach(key -> draft.file(key).restrict());
    }

    /** A new key would open nothing of what is there. */
    private void refuseOrphans(List<String> files) {
      for (String path : files) {
        if (new Index(draft, forms).isKeptUnder(path, codec)) {
          throw new DecryptionFailedException(
              "'%s' is encrypted with %s, and its key is not here".formatted(path, codec),
              "bring the key here first; a new one would not open it");
        }
      }
    }
  }
}
