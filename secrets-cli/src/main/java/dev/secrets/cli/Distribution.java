package dev.secrets.cli;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes of the distribution. Where the launcher tells which of its jars holds the backends,
 * only that is asked for services: opening that of the libraries takes a tenth of a short command's
 * time.
 */
final class Distribution extends ClassLoader {

  private static final String SERVICES = "META-INF/services/";

  private final URLClassLoader backends;

  private Distribution(ClassLoader parent, URL[] backends) {
    super(parent);
    this.backends = new URLClassLoader(backends, null);
  }

  static ClassLoader loader() {
    ClassLoader all = Distribution.class.getClassLoader();
    String backends = System.getProperty("secrets.backends", "");
    return backends.isEmpty() ? all : new Distribution(all, urls(backends));
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith(SERVICES) ? backends.findResources(name) : super.getResources(name);
  }

  private static URL[] urls(String paths) {
    return Stream.of(paths.split(Pattern.quote(File.pathSeparator)))
        .filter(path -> !path.isEmpty())
        .map(Distribution::url)
        .toArray(URL[]::new);
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException("a file has a URL", impossible);
    }
  }
}
