package dev.secrets.plan;

import dev.secrets.FileForms;
import java.util.List;
import java.util.Optional;

/** What git's index has of secret files, and what it is to have. */
final class Index {

  private final PlanDraft draft;
  private final FileForms forms;

  Index(PlanDraft draft, FileForms forms) {
    this.draft = draft;
    this.forms = forms;
  }

  /** Whether the file, or what git stores of it, is in an envelope of {@code codec}. */
  boolean isKeptUnder(String path, String codec) {
    Optional<String> form = Optional.of(codec);
    return draft.formOnDisk(path).equals(form) || stored(path).equals(form);
  }

  /**
   * Plans to add a file that git does not have in the form it is to have.
   *
   * @param byGit whether git makes the envelope
   */
  void stageSecret(WorkingFile file, String codec, boolean byGit) {
    if (draft.git().isEmpty()) {
      return;
    }
    Optional<String> wanted = byGit ? Optional.of(codec) : file.form();
    boolean tracked = isTracked(file.path());
    if (!tracked || file.isChanged() || !stored(file.path()).equals(wanted)) {
      draft.stage(file.path(), wanted);
    }
  }

  boolean isTracked(String path) {
    return draft.git().map(git -> !git.tracked(List.of(path)).isEmpty()).orElse(false);
  }

  private Optional<String> stored(String path) {
    return isTracked(path) ? forms.of(draft.requireGit().stored(path)) : Optional.empty();
  }
}
