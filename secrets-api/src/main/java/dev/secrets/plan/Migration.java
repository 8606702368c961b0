package dev.secrets.plan;

import dev.secrets.FileForms;
import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.WriteConflictException;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import dev.secrets.project.LayoutFile;
import dev.secrets.project.LayoutFile.Role;
import dev.secrets.project.ProjectLayout;
import dev.secrets.spi.CodecSetUp;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Moves secrets from where they are to a method, or to a place that is named. */
final class Migration {

  private static final String FILE = "file";
  private static final String PLAINTEXT = "plaintext";

  private final PlanDraft draft;
  private final Secrets secrets;
  private final FileForms forms;
  private final ValueMoves values;
  private final Optional<ProjectLayout> layout;
  private final InPlaceMoves inPlace;
  private final Index index;

  Migration(PlanDraft draft, Secrets secrets, ValueMoves values, Optional<ProjectLayout> layout) {
    this.draft = draft;
    this.secrets = secrets;
    this.forms = secrets.forms();
    this.values = values;
    this.layout = layout;
    this.inPlace = new InPlaceMoves(draft, forms, values);
    this.index = new Index(draft, forms);
  }

  void plan(List<Reference> sources, String target) {
    if (Reference.looksLikeOne(target)) {
      requireOne(sources);
      toPlace(sources.get(0), Reference.parse(target));
    } else if (target.equals(PLAINTEXT)) {
      sources.forEach(source -> toPlaintext(inFile(source)));
    } else if (forms.isCodec(target)) {
      toCodec(sources, target);
    } else {
      sources.forEach(source -> toStore(inFile(source), target));
    }
    values.finish();
  }

  /** A file of the project and a field in it. */
  private record Source(WorkingFile file, Pointer field) {}

  private Source inFile(Reference reference) {
    if (!reference.store().equals(FILE)) {
      throw new InvalidInputException(
          "'" + reference + "' is in no file of the project",
          "name the place it is to move to: --to file:PATH");
    }
    return new Source(fileOf(reference), reference.pointer());
  }

  private WorkingFile fileOf(Reference reference) {
    Path file = secrets.directory().resolve(reference.path().value());
    return draft.file(draft.relative(file));
  }

  private Optional<LayoutFile> role(WorkingFile file) {
    return layout.stream()
        .flatMap(files -> files.secrets().stream())
        .filter(secret -> secret.path().equals(file.path()))
        .findFirst();
  }

  private static void requireOne(List<Reference> sources) {
    if (sources.size() != 1) {
      throw new InvalidInputException("one place takes one secret", "name a method with --to");
    }
  }

  private static WorkingFile present(WorkingFile file) {
    if (file.isCreated()) {
      throw new SecretNotFoundException("there is no file '" + file.path() + "'");
    }
    return file;
  }

  private void toCodec(List<Reference> sources, String codec) {
    CodecSetUp setUp = forms.setUp(codec);
    List<Source> all = sources.stream().map(this::inFile).toList();
    List<String> paths = all.stream().map(source -> present(source.file()).path()).toList();
    new CodecInit.Keys(draft, forms, codec, setUp).plan(paths.stream().distinct().toList());
    for (Source source : all) {
      if (!setUp.attributes().isEmpty()) {
        inPlace.underFilter(source.file(), source.field(), codec, setUp.attributes());
      } else if (source.field().isRoot()) {
        refuseDeployment(source.file());
        inPlace.intoEnvelope(source.file(), codec);
      } else {
        inPlace.inline(source.file(), source.field(), codec);
      }
    }
    all.stream().map(Source::file).distinct().forEach(file -> stage(file, codec, setUp));
  }

  private void stage(WorkingFile file, String codec, CodecSetUp setUp) {
    boolean byGit = !setUp.attributes().isEmpty();
    if (byGit || index.isTracked(file.path())) {
      index.stageSecret(file, codec, byGit);
    }
    draft.changed().stream()
        .filter(other -> GitFiles.isConfiguration(other.path()))
        .forEach(other -> draft.stage(other.path(), Optional.empty()));
  }

  private void refuseDeployment(WorkingFile file) {
    if (role(file).filter(secret -> secret.role() == Role.DEPLOYMENT).isPresent()) {
      throw new InvalidInputException(
          "'" + file.path() + "' is read by Docker Compose, which opens no envelope",
          "git-crypt can protect it, or leave it ignored by git");
    }
  }

  private void toPlaintext(Source source) {
    WorkingFile file = present(source.file());
    inPlace.open(file, source.field());
    if (source.field().isRoot()) {
      inPlace.unmark(file);
    }
    if (index.isTracked(file.path())) {
      throw new InvalidInputException(
          "'" + file.path() + "' is tracked by git, which would store it as plaintext",
          "git rm --cached it and ignore it first");
    }
  }

  private void toStore(Source source, String store) {
    LayoutFile file =
        role(present(source.file()))
            .filter(secret -> secret.role() != Role.DEPLOYMENT)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "'%s' belongs to no environment of the layout"
                            .formatted(source.file().path()),
                        "name the place it is to move to: --to " + store + ":PATH"));
    if (!source.field().isRoot()) {
      requireInjected(file, source.field());
      values.toStore(file, source.field(), store);
      return;
    }
    if (file.role() != Role.RUNTIME
        || !(values.document(source.file()).root() instanceof Node.Mapping entries)) {
      throw new InvalidInputException(
          "'" + file.path() + "' is read by Ansible, which asks no store",
          "name the values in it that tasks read, such as " + file.path() + "#/…/env/NAME");
    }
    entries.entries().keySet().forEach(name -> values.toStore(file, Pointer.of(name), store));
  }

  /** A reference in a list of secrets reaches the tasks, and Ansible not. */
  private static void requireInjected(LayoutFile file, Pointer field) {
    boolean entry = file.role() == Role.RUNTIME && field.tokens().size() == 1;
    boolean setting =
        file.role() == Role.VARIABLES
            && !field.parent().isRoot()
            && field.parent().last().equals("env");
    if (!entry && !setting) {
      throw new InvalidInputException(
          "'%s' of '%s' is not what a task finds in its environment".formatted(field, file.path()),
          "entries of the dotenv file and of 'env' maps are");
    }
  }

  private void toPlace(Reference from, Reference to) {
    if (!to.options().isEmpty()) {
      throw new InvalidInputException("'" + to + "': only a current version can be written");
    }
    if (to.store().equals(FILE)) {
      intoFile(from, to);
    } else if (!to.pointer().isRoot()) {
      throw new InvalidInputException("'" + to + "': a whole secret is written, not a field of it");
    } else if (!from.store().equals(FILE)) {
      draft.put(to, value(from));
    } else {
      fromFile(inFile(from), to);
    }
  }

  private void fromFile(Source source, Reference to) {
    WorkingFile file = present(source.file());
    Optional<LayoutFile> role = role(file).filter(secret -> secret.role() != Role.DEPLOYMENT);
    if (source.field().isRoot()) {
      draft.put(to, SecretValue.copyOf(file.content()));
      file.removeFor(to.toString());
    } else if (role.isPresent()) {
      requireInjected(role.get(), source.field());
      values.toPlace(role.get(), source.field(), to);
    } else {
      values.take(file, source.field(), to);
    }
    new ReferenceRewriting(draft, secrets.directory())
        .plan(Reference.of(FILE, file.path()).withPointer(source.field()), to);
  }

  /** What leaves a store stays there too, for others may read it. */
  private void intoFile(Reference from, Reference to) {
    WorkingFile file = fileOf(to);
    try (SecretValue value = value(from)) {
      if (to.pointer().isRoot()) {
        byte[] content = value.copyBytes();
        if (!file.isCreated() && !Arrays.equals(file.content(), content)) {
          throw new WriteConflictException(
              "'" + file.path() + "' exists already and holds something else");
        }
        file.edit(content, Optional.empty());
      } else {
        String text = value.revealAsString(); // documents are made of strings
        intoField(present(file), to.pointer(), text);
      }
    }
    if (from.store().equals(FILE)) {
      WorkingFile source = present(fileOf(from));
      if (from.pointer().isRoot()) {
        source.removeFor(Reference.of(FILE, file.file().toString()).toString());
      } else {
        source.edit(values.document(source).without(from.pointer()).bytes(), Optional.empty());
      }
    }
    new ReferenceRewriting(draft, secrets.directory()).plan(from, to);
  }

  private void intoField(WorkingFile file, Pointer field, String text) {
    Document document = values.document(file);
    boolean holdsAnother =
        document
            .find(field)
            .filter(node -> !(node instanceof Node.Scalar there && there.text().equals(text)))
            .isPresent();
    if (holdsAnother) {
      throw new WriteConflictException(
          "'%s' of '%s' exists already and holds something else".formatted(field, file.path()));
    }
    file.edit(document.with(field, text).bytes(), Optional.empty());
  }

  private SecretValue value(Reference reference) {
    try (Secret secret = secrets.resolve(reference)) {
      return SecretValue.takeOwnership(secret.bytes());
    }
  }
}
