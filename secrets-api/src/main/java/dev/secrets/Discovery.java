package dev.secrets;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Service loading in which one broken jar does not hide the others. */
final class Discovery {

  /** A loader that fails again and again without moving on is given up. */
  private static final int FAILURES_AT_MOST = 100;

  private Discovery() {}

  static <T> List<T> find(Class<T> service, ClassLoader loader, List<DiscoveryProblem> problems) {
    List<T> found = new ArrayList<>();
    Iterator<T> providers = ServiceLoader.load(service, loader).iterator();
    int failures = 0;
    while (failures < FAILURES_AT_MOST) {
      try {
        if (!providers.hasNext()) {
          return found;
        }
        found.add(providers.next());
      } catch (ServiceConfigurationError | LinkageError broken) {
        failures++;
        problems.add(new DiscoveryProblem("", "", reason(broken)));
      }
    }
    return found;
  }

  private static String reason(Throwable broken) {
    String text = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    Throwable cause = broken.getCause();
    return cause == null ? text : text + ": " + cause;
  }
}
