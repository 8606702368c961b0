package dev.secrets.gitcrypt;

import dev.secrets.gitcrypt.CheckFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds mistakes in what tells git which files are to be encrypted. */
final class AttributeCheck {

  private static final String NAME = ".gitattributes";

  private final Git git;
  private final List<WorkFile> files;
  private final DriverConfig config;
  private final List<CheckFinding> findings = new ArrayList<>();

  /**
   * @param files of the index, with their attributes
   */
  AttributeCheck(Git git, List<WorkFile> files) {
    this.git = git;
    this.files = files;
    this.config = new DriverConfig(git);
  }

  /** What leads to plaintext in the repository sooner or later. */
  List<CheckFinding> alwaysWrong() {
    encryptedAttributeFiles()
        .forEach(
            file ->
                add(
                    Kind.ATTRIBUTES_ENCRYPTED,
                    file.shown(),
                    "git cannot read it encrypted: add '" + NAME + " !filter !diff' to it"));
    lines().stream()
        .filter(AttributeLine::isForDirectory)
        .forEach(
            line ->
                add(
                    Kind.PATTERN_OF_DIRECTORY,
                    place(line),
                    "matches no file in the directory: write '" + line.pattern() + "**'"));
    cachedTexts();
    return findings;
  }

  /** Once it is, git finds no attributes in it, not even its own. */
  private List<WorkFile> encryptedAttributeFiles() {
    try (Blobs blobs = new Blobs(git)) {
      return attributeFiles().stream()
          .filter(file -> Driver.encrypts(file.filter()) || blobs.isEncrypted(file.blob()))
          .toList();
    }
  }

  /** What works, and is probably not meant. */
  List<CheckFinding> suspicious() {
    files.stream()
        .filter(file -> Driver.encrypts(file.filter()) && !file.diff().equals(file.filter()))
        .forEach(
            file ->
                add(
                    Kind.DIFF_MISSING,
                    file.shown(),
                    "git diff shows ciphertext: add 'diff=" + file.filter() + "'"));
    lines().stream()
        .filter(line -> !line.isForDirectory() && matchesNothing(line))
        .forEach(line -> add(Kind.PATTERN_WITHOUT_FILE, place(line), "matches no file"));
    missingDrivers();
    return findings;
  }

  /** Ciphertext is proof that the driver was there once, as in every locked clone. */
  private void missingDrivers() {
    Set<String> names =
        lines().stream().map(AttributeLine::filter).collect(Collectors.toCollection(TreeSet::new));
    files.stream().map(WorkFile::filter).filter(Driver::encrypts).forEach(names::add);
    try (Blobs blobs = new Blobs(git)) {
      for (String name : names) {
        boolean known = Driver.named(name).filter(config::isKnown).isPresent();
        if (!known && files.stream().noneMatch(file -> isEncrypted(file, name, blobs))) {
          add(
              Kind.DRIVER_MISSING,
              "filter=" + name,
              "git has no such filter here and would add plaintext: unlock the key, or mend the"
                  + " name");
        }
      }
    }
  }

  private static boolean isEncrypted(WorkFile file, String driver, Blobs blobs) {
    return file.isRegular() && file.filter().equals(driver) && blobs.isEncrypted(file.blob());
  }

  private void cachedTexts() {
    for (String setting : config.cachedTexts()) {
      add(
          Kind.TEXT_CACHED,
          setting,
          "git keeps plaintext in refs/notes/textconv: unset it and delete these notes");
    }
  }

  private boolean matchesNothing(AttributeLine line) {
    var paths = line.paths();
    return files.stream().noneMatch(file -> paths.matcher(file.path()).matches());
  }

  private List<AttributeLine> lines() {
    List<AttributeLine> lines = new ArrayList<>();
    try (Blobs blobs = new Blobs(git)) {
      for (WorkFile file : attributeFiles()) {
        String directory = file.path().substring(0, file.path().length() - NAME.length());
        String text =
            blobs.read(
                file.blob(), in -> new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        text.lines().flatMap(l -> AttributeLine.parse(l, directory).stream()).forEach(lines::add);
      }
    }
    return lines;
  }

  private List<WorkFile> attributeFiles() {
    return files.stream()
        .filter(file -> file.path().equals(NAME) || file.path().endsWith("/" + NAME))
        .filter(WorkFile::isRegular)
        .toList();
  }

  private static String place(AttributeLine line) {
    return GitText.shown(line.directory() + NAME + ": " + line.pattern());
  }

  private void add(Kind kind, String place, String detail) {
    findings.add(new CheckFinding(kind, place, "", detail));
  }
}
