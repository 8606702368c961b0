package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The file in which a project says itself what its environments are.
 *
 * <pre>{@code
 * version: 1
 * default: dev
 * stores:
 *   main: {provider: aws, region: us-east-1}
 * bindings:                                   # of every environment
 *   API_KEY: main:common/api_key
 * environments:
 *   dev:
 *     stores:
 *       main: {provider: file, directory: dev-secrets}
 *   prod:
 *     extends: dev
 *     bindings:
 *       DB_PORT: {ref: "main:prod/db#port", type: integer, default: "5432", required: false}
 *       DEPLOY_KEY: {ref: "file:deploy/key", kind: deployment}
 * }</pre>
 */
final class Manifest {

  private final ManifestReader top;
  private final Map<String, ManifestReader> environments;
  private final List<Waiver> waivers;

  private Manifest(
      ManifestReader top, Map<String, ManifestReader> environments, List<Waiver> waivers) {
    this.top = top;
    this.environments = environments;
    this.waivers = waivers;
  }

  /** The manifest of a project; empty if it has none. */
  static Optional<Manifest> read(ProjectFiles files) {
    return files.read(Project.MANIFEST).map(Manifest::parse);
  }

  private static Manifest parse(Document document) {
    ManifestReader top = ManifestReader.of(document.root());
    top.allow("version", "default", "layout", "stores", "bindings", "environments", "waivers");
    if (!top.text("version").equals(Optional.of("1"))) {
      throw top.wrong("'version: 1' is expected");
    }
    Map<String, ManifestReader> environments = top.children("environments");
    environments.values().forEach(e -> e.allow("extends", "stores", "bindings"));
    List<Waiver> waivers = top.items("waivers").stream().map(ManifestReader::waiver).toList();
    return new Manifest(top, environments, waivers);
  }

  Set<String> environments() {
    return environments.keySet();
  }

  Optional<String> defaultEnvironment() {
    return top.text("default");
  }

  /** What {@code check} does not tell. */
  List<Waiver> waivers() {
    return waivers;
  }

  /** Whether the layout's files bind names too; what the manifest binds wins then. */
  boolean usesLayout() {
    return top.flag("layout", top.text("layout").orElse("false"));
  }

  Environment environment(
      String name, Optional<BindingSource> layout, UnaryOperator<String> written) {
    Map<String, StoreAlias> stores = new LinkedHashMap<>();
    Map<String, Binding> bindings = new LinkedHashMap<>();
    for (ManifestReader section : sections(name)) {
      section
          .children("stores")
          .forEach((alias, node) -> stores.put(alias, storeAlias(node, written)));
      section
          .children("bindings")
          .forEach((bound, node) -> bindings.put(bound, node.binding(bound, written)));
    }
    return new Environment(name, "manifest", stores, new ManifestBindings(bindings, layout));
  }

  /** From the most general to the environment itself: later ones win. */
  private List<ManifestReader> sections(String name) {
    List<ManifestReader> sections = new ArrayList<>();
    Optional<String> next = Optional.of(name);
    while (next.isPresent()) {
      ManifestReader section = environments.get(next.get());
      if (section == null) {
        if (sections.isEmpty()) {
          break; // an environment of the layout that the manifest says nothing of
        }
        throw sections.get(0).wrong("'extends' names no environment: '" + next.get() + "'");
      }
      if (sections.contains(section)) {
        throw section.wrong("'extends' leads round in a circle");
      }
      sections.add(0, section);
      next = section.text("extends");
    }
    sections.add(0, top);
    return sections;
  }

  /** The directory of a file store is relative to the manifest, as paths in references are. */
  private static StoreAlias storeAlias(ManifestReader node, UnaryOperator<String> written) {
    Map<String, String> options = new LinkedHashMap<>(node.texts());
    String provider = options.remove("provider");
    if (provider == null) {
      throw node.wrong("a store needs 'provider'");
    }
    if (provider.equals("file")) {
      options.computeIfPresent("directory", (name, path) -> written.apply(path));
    }
    return new StoreAlias(provider, options);
  }

  /** The bindings of the manifest over those of the layout, if that counts too. */
  private record ManifestBindings(Map<String, Binding> own, Optional<BindingSource> layout)
      implements BindingSource {

    @Override
    public Map<String, Binding> bindings(BindingKind kind, TaskSelection tasks) {
      Map<String, Binding> all = new LinkedHashMap<>();
      layout.ifPresent(below -> all.putAll(below.bindings(kind, tasks)));
      own.values().stream()
          .filter(binding -> binding.kind() == kind)
          .forEach(binding -> all.put(binding.name(), binding));
      return all;
    }

    @Override
    public List<Binding> candidates(String name, BindingKind kind, TaskSelection tasks) {
      List<Binding> all = new ArrayList<>();
      layout.ifPresent(below -> all.addAll(below.candidates(name, kind, tasks)));
      Binding here = own.get(name);
      if (here != null && here.kind() == kind) {
        all.add(here);
      }
      return all;
    }

    @Override
    public Set<String> tasks() {
      return layout.map(BindingSource::tasks).orElse(Set.of());
    }

    @Override
    public Node.Mapping settings(String task) {
      return layout
          .orElseThrow(() -> new InvalidInputException("a manifest without a layout has no tasks"))
          .settings(task);
    }

    @Override
    public List<Finding> findings() {
      return layout.map(BindingSource::findings).orElse(List.of());
    }
  }
}
