package dev.secrets.plan;

import dev.secrets.Reference;
import dev.secrets.project.Project;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References in the project that lead to what was moved: in the manifest, and in other texts. */
final class ReferenceRewriting {

  private static final long LONGEST = 1 << 20;

  private final PlanDraft draft;
  private final Path directory;

  ReferenceRewriting(PlanDraft draft, Path directory) {
    this.draft = draft;
    this.directory = directory;
  }

  /** Plans to let what leads to {@code from} lead to {@code to}. */
  void plan(Reference from, Reference to) {
    Reference source = fromRoot(from);
    Reference target = fromRoot(to);
    for (String path : texts()) {
      WorkingFile file = draft.file(path);
      String text = new String(file.content(), StandardCharsets.UTF_8);
      boolean binary = !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), file.content());
      if (!binary && text.contains(source.store() + ":")) {
        file.edit(rewritten(path, text, source.toString(), target.toString()));
        stage(file);
      }
    }
  }

  private void stage(WorkingFile file) {
    if (file.isEdited() && new Index(draft, draft.forms()).isTracked(file.path())) {
      draft.stage(file.path(), Optional.empty());
    }
  }

  private static String rewritten(String path, String text, String from, String to) {
    String marked = text.replace("${secret:" + from + "}", "${secret:" + to + "}");
    if (!path.equals(Project.MANIFEST)) {
      return marked;
    }
    String bounded = "(?<![^\\s\"'])" + Pattern.quote(from) + "(?![^\\s\"',}])";
    return marked.replaceAll(bounded, Matcher.quoteReplacement(to));
  }

  /** In the manifest paths begin at its own directory. */
  private Reference fromRoot(Reference reference) {
    if (!reference.store().equals("file")) {
      return reference;
    }
    Path file = directory.resolve(reference.path().value()).normalize();
    Path given = draft.root().resolve(reference.path().value());
    Path meant = Files.exists(file) || !Files.exists(given) ? file : given;
    return Reference.of("file", draft.relative(meant)).withPointer(reference.pointer());
  }

  private List<String> texts() {
    Set<String> paths = new LinkedHashSet<>();
    if (Files.isRegularFile(draft.root().resolve(Project.MANIFEST))) {
      paths.add(Project.MANIFEST);
    }
    draft.git().ifPresent(git -> paths.addAll(git.files()));
    return paths.stream().filter(this::isSmall).toList();
  }

  private boolean isSmall(String path) {
    Path file = draft.root().resolve(path);
    return Files.isRegularFile(file) && file.toFile().length() <= LONGEST;
  }
}
