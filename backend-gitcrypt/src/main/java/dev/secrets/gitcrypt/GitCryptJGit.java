package dev.secrets.gitcrypt;

import dev.secrets.SecretsException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.attributes.FilterCommand;
import org.eclipse.jgit.attributes.FilterCommandFactory;
import org.eclipse.jgit.attributes.FilterCommandRegistry;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * Encrypts and decrypts within a program that uses JGit, which does not speak git's long-running
 * filter protocol and adds plaintext where no filter is found. JGit must be on the class path of
 * whoever calls this.
 *
 * <p>JGit keeps its filters for the whole Java machine, by their names: what is registered last
 * counts. It does not merge encrypted files.
 */
public final class GitCryptJGit {

  private static final String SECTION = "filter";

  private GitCryptJGit() {}

  /**
   * Registers the filters of the default key and of {@code keyNames}. Keys are found as {@link
   * GitCrypt} describes, in the repository that JGit works on. Call it before JGit walks a tree.
   *
   * <p>They are used in repositories that were unlocked or initialized by this library, and in
   * those that {@link #configure} was called for.
   */
  public static void register(BackendContext context, String... keyNames) {
    for (Driver driver : drivers(keyNames)) {
      String prefix = Constants.BUILTIN_FILTER_PREFIX + driver.name() + "/";
      FilterCommandRegistry.register(
          prefix + "clean", new Factory(context, driver, GitFilter::clean));
      FilterCommandRegistry.register(
          prefix + "smudge", new Factory(context, driver, GitFilter::smudge));
    }
  }

  /**
   * Makes JGit use the filters, as in a fresh clone: clone without a checkout, call this for the
   * clone's configuration, and check out. Whether it is saved is up to the caller.
   */
  @SuppressWarnings("exports") // whoever calls it has JGit, and nobody else should need it
  public static void configure(Config config, String... keyNames) {
    for (Driver driver : drivers(keyNames)) {
      config.setBoolean(SECTION, driver.name(), "useJGitBuiltin", true);
      config.setBoolean(SECTION, driver.name(), "required", true);
    }
  }

  private static List<Driver> drivers(String... keyNames) {
    List<Driver> drivers = new ArrayList<>(List.of(new Driver(KeyName.DEFAULT)));
    for (String name : keyNames) {
      drivers.add(new Driver(new KeyName(name)));
    }
    return drivers;
  }

  /** One direction of a filter. */
  @FunctionalInterface
  private interface Direction {
    void apply(GitFilter filter, InputStream in, OutputStream out) throws IOException;
  }

  /** Fails in the command only: what fails here, JGit takes for a filter that is not there. */
  private record Factory(BackendContext context, Driver driver, Direction direction)
      implements FilterCommandFactory {

    @Override
    public FilterCommand create(Repository repository, InputStream in, OutputStream out) {
      BackendContext here =
          context.toBuilder()
              .directory(
                  (repository.isBare() ? repository.getDirectory() : repository.getWorkTree())
                      .toPath())
              .options(Map.of("key-name", List.of(driver.key().text())))
              .build();
      return new WholeContent(here, direction, in, out);
    }
  }

  private static final class WholeContent extends FilterCommand {

    private final BackendContext context;
    private final Direction direction;

    WholeContent(BackendContext context, Direction direction, InputStream in, OutputStream out) {
      super(in, out);
      this.context = context;
      this.direction = direction;
    }

    @Override
    public int run() throws IOException {
      try (InputStream from = in;
          OutputStream to = out;
          GitFilter filter = new GitFilter(context, new Silence())) {
        direction.apply(filter, from, to);
      } catch (SecretsException refused) {
        throw new IOException(refused.getMessage(), refused);
      }
      return -1;
    }
  }

  /** JGit has no place to tell it. */
  private static final class Silence implements GitFilter.Listener {

    @Override
    public void notEncrypted(String place) {}

    @Override
    public void refused(SecretsException failure) {}
  }
}
