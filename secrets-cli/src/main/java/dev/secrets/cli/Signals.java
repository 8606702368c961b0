package dev.secrets.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Hears of a signal and goes on. The JDK offers that in {@code sun.misc.Signal} alone, of which
 * javac warns in a way that nobody can suppress; hence by reflection.
 */
public final class Signals {

  private Signals() {}

  /**
   * Runs {@code action} at every such signal instead of ending the process.
   *
   * @return makes it be as it was before
   */
  public static Runnable handle(String name, Runnable action) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object running =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      Class<?> signal = Class.forName("sun.misc.Signal");
      Method install = signal.getMethod("handle", signal, handler);
      Object named = signal.getConstructor(String.class).newInstance(name);
      Object before = install.invoke(null, named, running);
      return () -> restore(install, named, before);
    } catch (ReflectiveOperationException unavailable) {
      // This system has no such signal, or the JVM was told to leave it alone: its default holds.
      return () -> {};
    }
  }

  private static void restore(Method install, Object signal, Object before) {
    try {
      install.invoke(null, signal, before);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("it could be installed", impossible);
    }
  }
}
