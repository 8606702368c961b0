package dev.secrets.cache;

import dev.secrets.Secret;
import dev.secrets.SecretPath;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a database whose password changes. It asks the cache at each login; a login that
 * the database refuses is tried once more, if the store by then has another version.
 *
 * <pre>{@code
 * HikariConfig config = new HikariConfig();
 * config.setDataSource(RotatingDataSource.of(cache, path, database));
 * HikariDataSource pool = new HikariDataSource(config);
 * cache.onChange(path, change -> pool.getHikariPoolMXBean().softEvictConnections());
 * }</pre>
 *
 * <p>Connections that are open are no concern of it: soft eviction replaces them when they are
 * given back. Thread-safe.
 */
public final class RotatingDataSource implements DataSource {

  /** SQL's class of codes for a login that is refused. */
  private static final String REFUSED = "28";

  private final CachingSecretStore secrets;
  private final SecretPath path;
  private final DataSource database;
  private final Function<Secret, Login> login;
  private final Predicate<SQLException> refusal;

  private RotatingDataSource(
      CachingSecretStore secrets,
      SecretPath path,
      DataSource database,
      Function<Secret, Login> login,
      Predicate<SQLException> refusal) {
    this.secrets = secrets;
    this.path = path;
    this.database = database;
    this.login = login;
    this.refusal = refusal;
  }

  /**
   * Logs into {@code database}, which knows the address only, with the fields {@code username} and
   * {@code password} of the secret. A refusal is an error of SQL's class 28.
   */
  public static RotatingDataSource of(
      CachingSecretStore secrets, SecretPath path, DataSource database) {
    return new RotatingDataSource(
        secrets, path, database, Login::of, failure -> isRefusal(failure.getSQLState()));
  }

  /** The same with the login made of the secret in another way. */
  public RotatingDataSource withLogin(Function<Secret, Login> reading) {
    return new RotatingDataSource(secrets, path, database, reading, refusal);
  }

  /** The same for a database that tells a refused login in another way. */
  public RotatingDataSource withRefusal(Predicate<SQLException> telling) {
    return new RotatingDataSource(secrets, path, database, login, telling);
  }

  @Override
  public Connection getConnection() throws SQLException {
    CachedSecret tried = secrets.get(path);
    try {
      return connect(tried);
    } catch (SQLException failure) {
      if (!isRefused(failure)) {
        throw failure;
      }
      CachedSecret newest = secrets.refresh(path);
      if (newest.version().id().equals(tried.version().id())) {
        throw failure;
      }
      return connect(newest);
    }
  }

  private Connection connect(CachedSecret secret) throws SQLException {
    try (Secret copy = secret.copy()) {
      Login credentials = login.apply(copy);
      return database.getConnection(credentials.user(), credentials.password());
    }
  }

  /** Drivers and wrappers hide it behind errors of their own. */
  private boolean isRefused(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException told && refusal.test(told)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRefusal(@Nullable String state) {
    return state != null && state.startsWith(REFUSED);
  }

  /** Not with somebody else's credentials. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the login is that of the secret");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return database.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    database.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    database.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return database.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return database.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : database.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || database.isWrapperFor(type);
  }
}
