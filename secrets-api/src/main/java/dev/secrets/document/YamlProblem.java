package dev.secrets.document;

import dev.secrets.InvalidInputException;
import java.util.Map;
import java.util.function.Supplier;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** SnakeYAML's errors in our own words, since its words quote the document. */
final class YamlProblem {

  private static final Map<String, String> SENTENCES =
      Map.of(
          "could not find expected ':'", "a ':' is missing after the key",
          "mapping values are not allowed here", "a ':' cannot stand here",
          "found character '\\t(TAB)'", "a tab cannot stand here, YAML is indented with spaces",
          "found unexpected end of stream", "the quotes opened here are not closed",
          "expected <block end>", "the indentation does not fit the lines before");

  private YamlProblem() {}

  static Site explain(Source source, Supplier<Site> reading) {
    try {
      return reading.get();
    } catch (MarkedYAMLException problem) {
      throw marked(source, problem);
    } catch (ReaderException problem) {
      int at = new CodePoints(source.text()).offset(problem.getPosition());
      throw source.error(at, "a YAML document cannot hold this character as it stands");
    } catch (YAMLException | IllegalArgumentException problem) {
      throw new InvalidInputException("the document is not YAML");
    }
  }

  private static InvalidInputException marked(Source source, MarkedYAMLException problem) {
    String words = problem.getProblem() == null ? "" : problem.getProblem();
    String sentence =
        SENTENCES.entrySet().stream()
            .filter(entry -> words.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("this is not YAML");
    Mark mark = pointsAtContext(words) ? problem.getContextMark() : problem.getProblemMark();
    return mark == null
        ? new InvalidInputException(sentence)
        : source.error(new CodePoints(source.text()).offset(mark.getIndex()), sentence);
  }

  /** Where the parser notices these is behind the place that is to be mended. */
  private static boolean pointsAtContext(String words) {
    return words.startsWith("could not find expected ':'")
        || words.startsWith("found unexpected end of stream");
  }
}
