package dev.secrets.project;

import dev.secrets.document.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the bindings of one environment come from: the layout's files, or the manifest. */
interface BindingSource {

  /** The bindings of a kind by name, in the order they were met. */
  Map<String, Binding> bindings(BindingKind kind, TaskSelection tasks);

  /** Everything that binds {@code name}, the one that counts last. */
  List<Binding> candidates(String name, BindingKind kind, TaskSelection tasks);

  /** The tasks it knows of; empty if it has none. */
  Set<String> tasks();

  /** The settings in effect for a task, as Ansible sees them. */
  Node.Mapping settings(String task);

  /** What works and is probably not meant. */
  List<Finding> findings();
}
