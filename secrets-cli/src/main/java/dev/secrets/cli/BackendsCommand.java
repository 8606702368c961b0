package dev.secrets.cli;

import dev.secrets.Backends;
import dev.secrets.DiscoveryProblem;
import dev.secrets.spi.OptionSpec;
import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SecretStoreProvider;
import java.io.IOException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets backends}: what is installed, and what is installed and cannot be used. */
final class BackendsCommand implements Command {

  private static final List<String> BUILT_IN = List.of("env", "file");

  @Override
  public String form() {
    return "[--json]";
  }

  @Override
  public void describe(CommandSpec spec) {
    Options.addJson(spec);
    spec.usageMessage().footer("", "Example:", "  secrets backends --json");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Host host = invocation.host();
    Backends backends = Backends.builder().discover(Plugins.loader(host.environment())).build();
    host.print(invocation.has("--json") ? json(backends) : text(backends));
    return ExitCode.DONE;
  }

  private static String json(Backends backends) {
    Map<String, Object> report = Json.report("builtIn", BUILT_IN);
    report.put("stores", backends.stores().stream().map(BackendsCommand::facts).toList());
    report.put("codecs", backends.codecs().stream().map(BackendsCommand::facts).toList());
    report.put("problems", backends.problems().stream().map(BackendsCommand::facts).toList());
    return Json.line(report);
  }

  private static Map<String, Object> facts(SecretStoreProvider store) {
    Map<String, Object> facts = origin("scheme", store.scheme(), store, store.spiLevel());
    facts.put("options", store.options().stream().map(BackendsCommand::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(SecretCodecProvider codec) {
    Map<String, Object> facts = origin("id", codec.id(), codec, codec.spiLevel());
    codec.yamlTag().ifPresent(tag -> facts.put("yamlTag", tag));
    return facts;
  }

  private static Map<String, Object> facts(OptionSpec option) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", option.name());
    facts.put("description", option.description());
    facts.put("required", option.required());
    return facts;
  }

  private static Map<String, Object> facts(DiscoveryProblem problem) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("jar", problem.location());
    facts.put("class", problem.provider());
    facts.put("reason", problem.reason());
    return facts;
  }

  private static Map<String, Object> origin(
      String key, String name, Object provider, int spiLevel) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(key, name);
    facts.put("class", provider.getClass().getName());
    facts.put("jar", jar(provider));
    facts.put("spi", spiLevel);
    return facts;
  }

  private static String jar(Object provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    return source == null ? "" : source.getLocation().getPath();
  }

  private static String text(Backends backends) {
    List<List<String>> rows = new ArrayList<>();
    BUILT_IN.forEach(scheme -> rows.add(List.of("store", scheme, "built in")));
    backends.stores().forEach(s -> rows.add(row("store", s.scheme(), s)));
    backends.codecs().forEach(c -> rows.add(row("codec", c.id(), c)));
    backends.problems().forEach(p -> rows.add(row(p)));
    return Table.of(rows);
  }

  private static List<String> row(String kind, String name, Object provider) {
    return List.of(kind, name, provider.getClass().getName(), jar(provider));
  }

  private static List<String> row(DiscoveryProblem problem) {
    return List.of("problem", problem.provider(), problem.reason(), problem.location());
  }
}
