package dev.secrets.vault;

import dev.secrets.InvalidInputException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ansible's settings: the environment, then the first {@code ansible.cfg} that is found. Files are
 * not merged.
 */
final class AnsibleConfig {

  private static final Logger LOG = LoggerFactory.getLogger(AnsibleConfig.class);
  static final String NAME = "ansible.cfg";

  /** A setting: its text, where a relative path in it starts, and where it stands. */
  record Setting(String text, Path base, String place) {}

  private final BackendContext context;
  private final Optional<Path> file;
  private final IniSection defaults;

  private AnsibleConfig(BackendContext context, Optional<Path> file, IniSection defaults) {
    this.context = context;
    this.file = file;
    this.defaults = defaults;
  }

  /**
   * Looks for the file and reads it.
   *
   * @throws InvalidInputException if it cannot be understood
   */
  static AnsibleConfig of(BackendContext context) {
    Optional<Path> file = candidates(context).filter(Files::isReadable).findFirst();
    LOG.debug("ansible.cfg: {}", file.map(Path::toString).orElse("none"));
    return new AnsibleConfig(
        context, file, file.map(AnsibleConfig::read).orElseGet(AnsibleConfig::none));
  }

  /** The setting {@code name}; a variable that is empty counts as not set. */
  Optional<Setting> find(String name) {
    String variable = "ANSIBLE_" + name.toUpperCase(Locale.ROOT);
    Optional<Setting> fromEnvironment =
        Optional.ofNullable(context.environment().get(variable))
            .filter(text -> !text.isEmpty())
            .map(text -> new Setting(text, context.directory(), variable));
    return fromEnvironment.or(() -> defaults.find(name).flatMap(text -> inFile(text, name)));
  }

  private Optional<Setting> inFile(String text, String name) {
    return file.map(
        path -> new Setting(text, path.resolveSibling(""), name + " in '" + path + "'"));
  }

  private static Stream<Path> candidates(BackendContext context) {
    AnsiblePath paths = AnsiblePath.of(context);
    Stream<Path> named =
        Stream.ofNullable(context.environment().get("ANSIBLE_CONFIG"))
            .filter(text -> !text.isEmpty())
            .map(text -> paths.resolve(text, context.directory()))
            .map(path -> Files.isDirectory(path) ? path.resolve(NAME) : path);
    Stream<Path> inProject =
        projectFolders(context)
            .map(folder -> context.directory().resolve(folder).resolve(NAME))
            .filter(AnsibleConfig::isTrusted);
    Stream<Path> ofUserAndMachine =
        Stream.of("~/.ansible.cfg", "/etc/ansible/" + NAME)
            .map(text -> paths.resolve(text, context.directory()));
    return Stream.of(named, inProject, ofUserAndMachine)
        .flatMap(Function.identity())
        .filter(Files::isRegularFile);
  }

  private static Stream<String> projectFolders(BackendContext context) {
    return context.option("ansible-config").filter("strict"::equals).isPresent()
        ? Stream.of("")
        : Stream.of("", "deploy", "deploy_config");
  }

  // Whoever may write there could have us run a program of his as the password script.
  private static boolean isTrusted(Path candidate) {
    Path directory = candidate.getParent();
    if (!Files.isRegularFile(candidate) || directory == null || !isWritableByOthers(directory)) {
      return true;
    }
    LOG.warn("'{}' is not read, because everybody may write to its directory", candidate);
    return false;
  }

  private static boolean isWritableByOthers(Path directory) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    try {
      return view != null
          && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException unknown) {
      return true;
    }
  }

  private static IniSection read(Path file) {
    try {
      return IniSection.of(Files.readAllLines(file), "defaults");
    } catch (IOException failure) {
      throw new InvalidInputException("cannot read '" + file + "' as UTF-8 text");
    } catch (InvalidInputException misshapen) {
      throw misshapen.in("'" + file + "'");
    }
  }

  private static IniSection none() {
    return IniSection.of(List.of(), "defaults");
  }
}
