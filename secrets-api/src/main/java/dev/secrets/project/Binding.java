package dev.secrets.project;

import dev.secrets.Reference;
import java.util.Optional;

/**
 * A name bound to the address of its value.
 *
 * @param name as the task or the deployment knows it, usually an environment variable
 * @param kind who needs it
 * @param reference where its value is
 * @param type what the value must be
 * @param required whether its absence is an error
 * @param fallback the value when it is absent; written in the manifest, so no secret
 * @param place where it was bound, such as {@code deploy/vars/prod.yml}
 */
public record Binding(
    String name,
    BindingKind kind,
    Reference reference,
    Type type,
    boolean required,
    Optional<String> fallback,
    String place) {

  /** What a value must be. */
  public enum Type {
    TEXT,
    JSON,
    INTEGER,
    BOOLEAN,
    BINARY
  }

  /** The same binding, whose absence is no error. */
  public Binding optional() {
    return new Binding(name, kind, reference, type, false, fallback, place);
  }

  /** A binding of text that must be there. */
  static Binding of(String name, BindingKind kind, Reference reference, String place) {
    return new Binding(name, kind, reference, Type.TEXT, true, Optional.empty(), place);
  }
}
