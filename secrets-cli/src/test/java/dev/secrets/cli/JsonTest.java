package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonTest {

  @Property
  void what_is_written_reads_back(
      @ForAll List<String> strings, @ForAll boolean flag, @ForAll int number) throws IOException {
    Map<String, Object> report = Map.of("strings", strings, "flag", flag, "number", number);

    String line = Json.line(report);

    assertThat(line.strip().lines()).hasSize(1);
    assertThat(new ObjectMapper().readValue(line, Object.class)).isEqualTo(report);
  }
}
