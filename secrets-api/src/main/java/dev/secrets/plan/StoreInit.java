package dev.secrets.plan;

import dev.secrets.Pointer;
import dev.secrets.Secrets;
import dev.secrets.document.Node;
import dev.secrets.project.BindingKind;
import dev.secrets.project.LayoutFile;
import dev.secrets.project.ProjectLayout;
import dev.secrets.project.TaskSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Moves what looks secret in the runtime files and in the settings of tasks into a store. A name
 * that a {@code secrets:} list binds already is in a store, and stays as it is.
 */
final class StoreInit {

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY).*");

  private final PlanDraft draft;
  private final ValueMoves moves;
  private final Secrets secrets;
  private final ProjectLayout layout;

  StoreInit(PlanDraft draft, ValueMoves moves, Secrets secrets, ProjectLayout layout) {
    this.draft = draft;
    this.moves = moves;
    this.secrets = secrets;
    this.layout = layout;
  }

  void plan(String store, List<String> environments) {
    for (LayoutFile file : layout.secrets()) {
      boolean wanted =
          file.role() != LayoutFile.Role.DEPLOYMENT
              && !file.environment().equals("dev")
              && (environments.isEmpty() || environments.contains(file.environment()));
      if (wanted) {
        for (Pointer field : secretFields(file)) {
          moves.toStore(file, field, store);
        }
      }
    }
    moves.finish();
    draft.changed().stream()
        .filter(file -> GitFiles.isConfiguration(file.path()))
        .forEach(file -> draft.stage(file.path(), Optional.empty()));
  }

  private List<Pointer> secretFields(LayoutFile file) {
    Node root = moves.document(draft.file(file.path())).root();
    List<Pointer> found = new ArrayList<>();
    if (file.role() == LayoutFile.Role.RUNTIME) {
      Set<String> bound = listed(file.environment());
      if (root instanceof Node.Mapping entries) {
        entries.entries().keySet().stream()
            .filter(name -> looksSecret(name) && !bound.contains(name))
            .forEach(name -> found.add(Pointer.of(name)));
      }
    } else {
      walk(Pointer.root(), root, found);
    }
    return found;
  }

  /** What the environment's lists bind to a place in a store. */
  private Set<String> listed(String environment) {
    return Set.copyOf(
        secrets
            .project()
            .environment(environment)
            .bindings(BindingKind.RUNTIME, TaskSelection.defaults())
            .values()
            .stream()
            .filter(binding -> !binding.reference().store().equals("file"))
            .map(binding -> binding.name())
            .toList());
  }

  private static void walk(Pointer place, Node node, List<Pointer> found) {
    if (node instanceof Node.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, child) -> {
                boolean setting = !place.isRoot() && place.last().equals("env");
                if (setting && child instanceof Node.Scalar && isSecret(key, child)) {
                  found.add(place.child(key));
                }
                walk(place.child(key), child, found);
              });
    }
  }

  /** By its name, or because somebody encrypted it. */
  private static boolean isSecret(String name, Node value) {
    return looksSecret(name) || value.tag().isPresent();
  }

  private static boolean looksSecret(String name) {
    return SECRET_NAME.matcher(name.toUpperCase(Locale.ROOT)).matches();
  }
}
