package dev.secrets.cli;

import dev.secrets.project.BindingKind;
import java.util.ArrayList;
import java.util.List;

/** The kinds of secrets that {@code --runtime} and {@code --deployment} ask for. */
final class Kinds {

  private Kinds() {}

  static List<BindingKind> of(Invocation invocation, BindingKind... withoutOptions) {
    List<BindingKind> kinds = new ArrayList<>();
    if (invocation.has("--runtime")) {
      kinds.add(BindingKind.RUNTIME);
    }
    if (invocation.has("--deployment")) {
      kinds.add(BindingKind.DEPLOYMENT);
    }
    return kinds.isEmpty() ? List.of(withoutOptions) : kinds;
  }
}
