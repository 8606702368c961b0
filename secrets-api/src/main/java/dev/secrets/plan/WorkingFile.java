package dev.secrets.plan;

import dev.secrets.FileForms;
import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A file of the project as the plan leaves it: its successive plaintexts, each an edit of the one
 * before, and the form that the last of them is kept in. Nothing is written before the plan is
 * carried out.
 */
final class WorkingFile {

  private final Path file;
  private final String path;
  private final Optional<byte[]> disk;
  private final Optional<String> formBefore;
  private final List<byte[]> contents = new ArrayList<>();
  private final List<Optional<MovedValue>> moved = new ArrayList<>();
  private Optional<String> form;
  private Optional<String> keptAt = Optional.empty();
  private boolean ownerOnly;

  /**
   * A file as it is.
   *
   * @param path relative to the root of the project
   * @param disk what it holds; empty if it is not there
   * @param form the codec in whose envelope that is
   * @param plaintext what is in the envelope, or the same
   */
  WorkingFile(
      Path root, String path, Optional<byte[]> disk, Optional<String> form, byte[] plaintext) {
    this.file = root.resolve(path);
    this.path = path;
    this.disk = disk;
    this.formBefore = form;
    this.form = form;
    contents.add(plaintext);
  }

  Path file() {
    return file;
  }

  String path() {
    return path;
  }

  Optional<byte[]> disk() {
    return disk;
  }

  Optional<String> formBefore() {
    return formBefore;
  }

  Optional<String> form() {
    return form;
  }

  byte[] content() {
    return contents.get(contents.size() - 1);
  }

  /** The plaintext as text, in which every byte has its place. */
  String text() {
    String text = new String(content(), StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content())) {
      throw new InvalidInputException("'" + path + "' is not UTF-8 text and has no fields");
    }
    return text;
  }

  void edit(String text) {
    edit(text.getBytes(StandardCharsets.UTF_8), Optional.empty());
  }

  /** An edit that takes away a value which is elsewhere from now on. */
  void edit(byte[] next, Optional<MovedValue> value) {
    if (!Arrays.equals(next, content())) {
      contents.add(next);
      moved.add(value);
    }
  }

  void keepAs(Optional<String> codec) {
    form = codec;
  }

  /** The whole file goes; its content is kept at {@code reference}. */
  void removeFor(String reference) {
    keptAt = Optional.of(reference);
  }

  void restrict() {
    ownerOnly = true;
  }

  Optional<String> keptAt() {
    return keptAt;
  }

  boolean isEdited() {
    return contents.size() > 1;
  }

  boolean isCreated() {
    return disk.isEmpty();
  }

  boolean isChanged() {
    return isEdited() || !form.equals(formBefore) || keptAt.isPresent() || ownerOnly || isCreated();
  }

  /** Fills in what was not known when the plan was made, in all that was edited. */
  void complete(UnaryOperator<String> filling) {
    for (int at = 1; at < contents.size(); at++) {
      String text = new String(contents.get(at), StandardCharsets.UTF_8);
      String filled = filling.apply(text);
      if (!filled.equals(text)) {
        contents.set(at, filled.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** The change of the file; the value is its content and is closed by the caller. */
  FileChange change(FileForms forms, SecretValue value) {
    FileChange change = forms.write(file, disk, value, form);
    boolean uncovered = ownerOnly || (formBefore.isPresent() && form.isEmpty());
    return uncovered ? change.with(FileMode.OWNER_ONLY) : change;
  }

  /**
   * What it takes to bring back what was on the disk, without keeping a plaintext for it. Beside
   * inline values nothing secret is expected.
   */
  Restoration restoration(FileForms forms) {
    boolean harmless =
        formBefore.isPresent()
            || GitFiles.isConfiguration(path)
            || forms.hasInlineValues(path, contents.get(0));
    if (disk.isEmpty()) {
      return Restoration.absent(path, form);
    }
    if (harmless) {
      return Restoration.bytes(path, form, disk.get());
    }
    if (keptAt.isPresent()) {
      return Restoration.whole(path, keptAt.get());
    }
    List<Splice> splices = new ArrayList<>();
    for (int at = 1; at < contents.size(); at++) {
      splices.add(Splice.between(contents.get(at - 1), contents.get(at), moved.get(at - 1)));
    }
    return Restoration.edits(path, form, splices);
  }

  @Override
  public String toString() {
    return "WorkingFile[" + path + "]";
  }
}
