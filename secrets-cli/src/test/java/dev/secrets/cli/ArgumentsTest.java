package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Property
  void the_plain_reading_agrees_with_the_parser(
      @ForAll CommandName name, @ForAll("words") List<String> words) {
    Arguments.plain(name, new ArrayList<>(words))
        .ifPresent(
            plain -> assertThat(new Parser(name, name.create()).parse(words)).isEqualTo(plain));
  }

  @Test
  void the_frequent_forms_need_no_parser() {
    assertThat(Arguments.plain(CommandName.RUN, List.of("-e", "prod"))).isPresent();
    assertThat(Arguments.plain(CommandName.GET, List.of("-e", "prod", "NAME"))).isPresent();
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of("-e", "-C", "prod", "NAME", "-v", "--json", "", "-", "a=b")
        .list()
        .ofMaxSize(6);
  }
}
