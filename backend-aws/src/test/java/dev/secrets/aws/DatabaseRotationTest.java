package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.secrets.Reference;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.cache.CachingSecretStore;
import dev.secrets.cache.RotatingDataSource;
import dev.secrets.spi.BackendContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database whose password is rotated while a pool is in use: no login may fail. */
final class DatabaseRotationTest extends AwsFixture {

  private static final String URL = "jdbc:h2:mem:rotation";
  private static final SecretPath PATH = SecretPath.of("prod/db");
  private static final int THREADS = 4;
  private static final int ROTATIONS = 10;

  private final JdbcDataSource database = new JdbcDataSource();
  private CachingSecretStore cache;
  private Connection administrator;

  @BeforeEach
  void create_the_database() throws SQLException {
    cache = CachingSecretStore.builder(open(fake)).open();
    administrator = DriverManager.getConnection(URL, "admin", "admin");
    execute("CREATE USER app PASSWORD 'first'");
    fake.add(PATH.value(), "{\"username\":\"app\",\"password\":\"first\"}");
    database.setURL(URL);
  }

  @AfterEach
  void drop_the_database() throws SQLException {
    execute("SHUTDOWN");
    cache.close();
  }

  @Test
  void no_login_fails_while_the_password_is_rotated() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger logins = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (HikariDataSource pool = pool()) {
      cache.onChange(PATH, change -> pool.getHikariPoolMXBean().softEvictConnections());
      List<Future<?>> users = new ArrayList<>();
      for (int user = 0; user < THREADS; user++) {
        users.add(
            threads.submit(
                () -> {
                  while (!done.get()) {
                    use(pool);
                    logins.incrementAndGet();
                  }
                  return null;
                }));
      }
      for (int rotation = 0; rotation < ROTATIONS; rotation++) {
        int enough = logins.get() + THREADS;
        rotate();
        pool.getHikariPoolMXBean().softEvictConnections();
        while (logins.get() < enough) {
          Thread.onSpinWait();
        }
      }
      done.set(true);
      for (Future<?> user : users) {
        user.get(); // fails with the first failure of its thread
      }
    }
    threads.shutdown();
    assertThat(fake.calls("GetSecretValue")).hasSizeGreaterThanOrEqualTo(ROTATIONS);
  }

  @Test
  void a_change_that_is_noticed_replaces_the_connections_of_the_pool() throws Exception {
    try (HikariDataSource pool = pool()) {
      cache.onChange(PATH, change -> pool.getHikariPoolMXBean().softEvictConnections());
      Connection before = session(pool);
      rotate();

      cache.refresh(PATH);

      assertThat(session(pool)).isNotSameAs(before);
    }
  }

  @Test
  void a_login_that_no_version_gets_fails_after_one_look_at_the_store() throws Exception {
    RotatingDataSource rotating = RotatingDataSource.of(cache, PATH, database);
    rotating.getConnection().close();
    fake.forgetCalls();
    execute("ALTER USER app SET PASSWORD 'unknown to the store'");

    assertThatExceptionOfType(SQLException.class).isThrownBy(rotating::getConnection);

    assertThat(operations()).containsExactly("GetSecretValue");
  }

  @Test
  void a_refusal_is_found_behind_other_errors() throws Exception {
    DataSource wrapped =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  try {
                    return method.invoke(database, arguments);
                  } catch (InvocationTargetException refused) {
                    throw new SQLException(
                        "wrapped", new IllegalStateException(refused.getCause()));
                  }
                });
    RotatingDataSource hidden = RotatingDataSource.of(cache, PATH, wrapped);
    hidden.getConnection().close();
    rotate();

    hidden.getConnection().close();
  }

  private HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(RotatingDataSource.of(cache, PATH, database));
    config.setMaximumPoolSize(THREADS);
    return new HikariDataSource(config);
  }

  private static void use(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  /** The connection behind the one that the pool lends. */
  private static Connection session(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return connection.unwrap(JdbcConnection.class);
    }
  }

  /** The new password is in the store before the database asks for it. */
  private void rotate() throws SQLException {
    try (Secrets secrets =
            Secrets.builder()
                .register(new AwsSecretsManager())
                .context(BackendContext.builder().environment(fake.environment()))
                .open();
        SecretValue candidate = SecretValue.password(24, new SecureRandom())) {
      String password = candidate.revealAsString();
      secrets
          .rotate(Reference.parse("aws:prod/db#password"), candidate, value -> true)
          .orElseThrow();
      execute("ALTER USER app SET PASSWORD '" + password + "'");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = administrator.createStatement()) {
      statement.execute(sql);
    }
  }
}
