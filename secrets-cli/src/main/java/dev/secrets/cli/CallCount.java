package dev.secrets.cli;

import dev.secrets.spi.CallListener;
import java.util.Map;
import java.util.TreeMap;

/** The calls over the network that {@code --stats} tells. Thread-safe. */
final class CallCount implements CallListener {

  private final Map<String, Integer> byOperation = new TreeMap<>();

  @Override
  public synchronized void called(String operation) {
    byOperation.merge(operation, 1, Integer::sum);
  }

  synchronized void tell(Host host) {
    int all = byOperation.values().stream().mapToInt(Integer::intValue).sum();
    StringBuilder line = new StringBuilder("secrets: stats: calls " + all);
    byOperation.forEach((operation, count) -> line.append(", " + operation + ' ' + count));
    host.err().println(line);
  }
}
