package dev.secrets;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Several errors of one run, told together so that they can be mended together. Its kind is theirs
 * when they are all of one kind, and {@link SecretsException.Kind#SEVERAL} otherwise.
 */
public final class SeveralFailuresException extends SecretsException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of exceptions, which are serializable
  private final List<SecretsException> failures;

  private SeveralFailuresException(String message, List<SecretsException> failures) {
    super(message, List.of());
    this.failures = failures;
  }

  /** The only failure itself, or one that holds them all; {@code failures} must not be empty. */
  public static SecretsException of(List<SecretsException> failures) {
    List<SecretsException> single =
        failures.stream()
            .flatMap(
                f -> f instanceof SeveralFailuresException s ? s.failures.stream() : Stream.of(f))
            .toList();
    return single.size() == 1
        ? single.get(0)
        : new SeveralFailuresException(single.size() + " failures", single);
  }

  /** The errors, in the order they were met. */
  public List<SecretsException> failures() {
    return failures;
  }

  @Override
  public Kind kind() {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    failures.forEach(failure -> kinds.add(failure.kind()));
    return kinds.size() == 1 ? kinds.iterator().next() : Kind.SEVERAL;
  }

  @Override
  public SeveralFailuresException in(String place) {
    return new SeveralFailuresException(messageIn(place), failures);
  }
}
