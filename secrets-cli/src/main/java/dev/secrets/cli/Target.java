package dev.secrets.cli;

import dev.secrets.InvalidInputException;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.Secrets;
import java.util.Optional;

/** Which secret an argument means: the one at a reference, or the one bound to a name. */
record Target(String name, Optional<Reference> reference) {

  static Target of(Invocation invocation) {
    String text =
        invocation
            .parameter(0)
            .orElseThrow(() -> new UsageException("neither a reference nor a name is given"));
    invocation.audit().used(text);
    return new Target(
        text, Reference.looksLikeOne(text) ? Optional.of(parse(text)) : Optional.empty());
  }

  /** A reference that cannot be understood is wrong usage when it was typed. */
  static Reference parse(String text) {
    try {
      return Reference.parse(text);
    } catch (InvalidInputException wrong) {
      throw new UsageException(
          String.valueOf(wrong.getMessage()), wrong.hints().toArray(String[]::new));
    }
  }

  Secrets open(Session session) {
    return reference.isPresent() ? session.openForReference() : session.openEnvironment();
  }

  Secret read(Secrets secrets) {
    return reference.map(secrets::resolve).orElseGet(() -> secrets.get(name));
  }

  Reference locate(Secrets secrets) {
    return reference.orElseGet(() -> secrets.binding(name).reference());
  }
}
