package dev.secrets.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.secrets.DeleteMode;
import dev.secrets.SecretValue;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.testkit.Canary;
import dev.secrets.testkit.aws.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No value leaves by the log, whatever is logged: the tests run at level TRACE. */
final class AwsLeakTest extends AwsFixture {

  private static final Path LOG = Path.of("target", "trace.log");

  private final Canary canary = new Canary();

  @Test
  void no_value_reaches_the_log_at_its_finest_level() throws IOException {
    write("text", WriteCondition.createOnly());
    write("text", WriteCondition.any());
    write("text", WriteCondition.ifVersion(store.versions(path("text")).get(0).id()));
    fake.add("bytes", canary.text().getBytes(UTF_8));
    write("bytes", WriteCondition.replaceOnly());
    find("text");
    close(store.findAll(List.of(path("text"), path("bytes"))));
    store.delete(path("text"), DeleteMode.immediate());

    String log = Files.readString(LOG);

    assertThat(log).as("the log is on").contains("TRACE").contains("GetSecretValue 'text'");
    canary.assertAbsentFrom("the log", log);
  }

  @Test
  void no_failure_tells_a_value() throws IOException {
    for (Fault fault :
        List.of(
            Fault.error("ValidationException", "Value '" + canary.text() + "' is not good"),
            Fault.error(canary.text(), canary.text()),
            Fault.droppedConnection(),
            Fault.serverError())) {
      fake.inject(fault);
      canary.assertAbsentFrom(catchThrowable(() -> write("text", WriteCondition.any())));
      canary.assertAbsentFrom(
          catchThrowable(() -> store.find(path("text"), VersionSelector.current())));
      fake.clearFaults();
    }
  }

  private void write(String name, WriteCondition condition) {
    try (SecretValue value = canary.value()) {
      store.put(path(name), value, condition);
    }
  }
}
