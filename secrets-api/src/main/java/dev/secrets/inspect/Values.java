package dev.secrets.inspect;

import dev.secrets.AccessDeniedException;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.project.Binding;
import dev.secrets.project.BindingKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values that environments bind, as far as they may be asked for: those in files, and those in
 * other stores only when that is wanted. Its text is secret.
 */
final class Values {

  /** A value, or what speaks against it. */
  record Bound(Binding binding, Optional<String> text, Optional<SecretsException> failure) {
    @Override
    public String toString() {
      return "Bound[" + binding.name() + "]";
    }
  }

  private final Inspection project;
  private final Stores stores;
  private final Map<String, Map<String, Bound>> known = new LinkedHashMap<>();

  /** Which stores may be asked. */
  enum Stores {
    FILES,
    ALL
  }

  Values(Inspection project, Stores stores) {
    this.project = project;
    this.stores = stores;
  }

  /** What {@code environment} binds, runtime and deployment. */
  Map<String, Bound> of(String environment) {
    return known.computeIfAbsent(environment, this::read);
  }

  private Map<String, Bound> read(String environment) {
    Map<String, Bound> values = new LinkedHashMap<>();
    for (BindingKind kind : BindingKind.values()) {
      project
          .bindings(environment, kind)
          .forEach(
              (name, binding) ->
                  project
                      .secrets(environment)
                      .ifPresent(secrets -> values.putIfAbsent(name, value(secrets, binding))));
    }
    return values;
  }

  private Bound value(Secrets secrets, Binding binding) {
    boolean asked = stores == Stores.ALL || secrets.scheme(binding).equals("file");
    if (!asked) {
      return new Bound(binding, Optional.empty(), Optional.empty());
    }
    try (Secret secret = secrets.resolve(binding.reference())) {
      // Compared field by field, so it has to become a text.
      return new Bound(binding, Optional.of(secret.text()), Optional.empty());
    } catch (SecretNotFoundException | AccessDeniedException telling) {
      return new Bound(binding, Optional.empty(), Optional.of(telling));
    } catch (SecretsException failure) {
      project.unopened().put(binding.reference().toString(), failure);
      return new Bound(binding, Optional.empty(), Optional.empty());
    }
  }
}
