package dev.secrets.plan;

import dev.secrets.FileForms;
import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.SecretNotFoundException;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import java.util.List;
import java.util.Optional;

/** Files, and single values in them, that stay where they are and are protected in another way. */
final class InPlaceMoves {

  private final PlanDraft draft;
  private final FileForms forms;
  private final ValueMoves values;

  InPlaceMoves(PlanDraft draft, FileForms forms, ValueMoves values) {
    this.draft = draft;
    this.forms = forms;
    this.values = values;
  }

  /** Readable on the disk, and an envelope wherever git stores it. */
  void underFilter(WorkingFile file, Pointer field, String codec, String attributes) {
    GitTree git = draft.requireGit();
    open(file, field);
    String filter = attributes.substring(attributes.indexOf('=') + 1).split(" ", 2)[0];
    if (!git.attribute("filter", file.path()).equals(filter)) {
      mark(file.path(), attributes);
    }
    if (git.isIgnored(file.path())) {
      WorkingFile ignore = draft.file(GitFiles.IGNORE);
      String comment = "Encrypted by " + codec + ", so they are committed.";
      ignore.edit(GitFiles.having(ignore.text(), comment, List.of("!/" + file.path())));
    }
  }

  /** One envelope on the disk, with what was encrypted in it by itself. */
  void intoEnvelope(WorkingFile file, String codec) {
    openValues(file);
    file.keepAs(Optional.of(codec));
    unmark(file);
  }

  /** The file becomes readable, and the value an envelope in it. */
  void inline(WorkingFile file, Pointer field, String codec) {
    Document document = values.document(file);
    Node node =
        document
            .find(field)
            .orElseThrow(
                () -> new SecretNotFoundException("'" + file.path() + "' has no '" + field + "'"));
    if (node.tag().isPresent()) {
      return;
    }
    if (!(node instanceof Node.Scalar scalar)) {
      throw new InvalidInputException("'" + file.path() + "': '" + field + "' is no single value");
    }
    String envelope = forms.inline(codec, scalar.text());
    String tag = forms.tag(codec);
    file.edit(
        document.withTagged(field, tag, envelope).bytes(),
        Optional.of(values.leaving(file, field, scalar)));
    file.keepAs(Optional.empty());
    unmark(file);
  }

  /** Plaintext: the whole file, or one value of it. */
  void open(WorkingFile file, Pointer field) {
    if (field.isRoot()) {
      file.keepAs(Optional.empty());
      openValues(file);
    } else {
      openValue(file, field);
    }
  }

  /** Git stores the file as it is on the disk. */
  void unmark(WorkingFile file) {
    draft
        .git()
        .filter(git -> !git.attribute("filter", file.path()).isEmpty())
        .ifPresent(git -> mark(file.path(), "!filter !diff"));
  }

  private void openValues(WorkingFile file) {
    forms.inlineValues(file.path(), file.content()).forEach(field -> openValue(file, field));
  }

  private void openValue(WorkingFile file, Pointer field) {
    String text = forms.inlineText(file.path(), file.content(), field);
    file.edit(values.document(file).with(field, text).bytes(), Optional.empty());
  }

  private void mark(String path, String attributes) {
    WorkingFile marks = draft.file(GitFiles.ATTRIBUTES);
    marks.edit(GitFiles.marking(marks.text(), path, attributes));
  }
}
