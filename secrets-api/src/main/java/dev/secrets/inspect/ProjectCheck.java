package dev.secrets.inspect;

import dev.secrets.Secrets;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileFailure;
import dev.secrets.file.FileMode;
import dev.secrets.project.Finding;
import dev.secrets.project.Waiver;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Proves a project sound, or tells what is not. It reads the work tree, asks {@code git} what it
 * has, and compares the environments; other stores are asked only when that is wanted. Messages
 * name files and names, never a value.
 */
public final class ProjectCheck {

  /** What needs no values. */
  private static final List<BiConsumer<Inspection, Findings>> CHECKS =
      List.of(
          StoredChecks::plaintext,
          StoredChecks::history,
          AttributeChecks::rules,
          AttributeChecks::examples,
          AttributeChecks::setUp,
          StoredChecks::locked,
          DotenvChecks::json,
          SettingsChecks::lists,
          SettingsChecks::buildArguments,
          ImageChecks::images,
          LeftoverChecks::leftovers,
          SettingsChecks::environmentMaps,
          PasswordChecks::passwords,
          VaultChecks::openable,
          VaultChecks::compose,
          StoredChecks::twice,
          StoredChecks::conflicts);

  private final Supplier<Secrets.Builder> opening;
  private final BackendContext context;

  /** Which stores are asked for values. */
  public enum Scope {
    OFFLINE,
    /** AWS and whatever else the environments refer to. */
    REMOTE
  }

  /**
   * Of the project at the directory of {@code context}.
   *
   * @param opening makes what opens the project and each of its environments
   */
  public ProjectCheck(Supplier<Secrets.Builder> opening, BackendContext context) {
    this.opening = opening;
    this.context = context;
  }

  /** Looks at everything. */
  public CheckReport run(Scope scope) {
    try (Inspection project = new Inspection(opening, context)) {
      Findings found = look(project, scope);
      return report(project, found);
    }
  }

  /**
   * The changes that mend what can be mended without loss: attributes, ignored files, the spelling
   * of dotenv values, permissions.
   */
  public List<FileChange> fixes(Scope scope) {
    try (Inspection project = new Inspection(opening, context)) {
      Findings found = look(project, scope);
      CheckReport report = report(project, found);
      Map<String, List<Fix>> byFile = new LinkedHashMap<>();
      found
          .fixes()
          .forEach(
              (finding, fix) -> {
                if (!report.waived().containsKey(finding)) {
                  byFile.computeIfAbsent(fix.file(), file -> new ArrayList<>()).add(fix);
                }
              });
      return byFile.entrySet().stream()
          .map(each -> change(project.root().resolve(each.getKey()), each.getValue()))
          .toList();
    }
  }

  private static Findings look(Inspection project, Scope scope) {
    Findings found = new Findings();
    CHECKS.forEach(check -> check.accept(project, found));
    Values values =
        new Values(project, scope == Scope.REMOTE ? Values.Stores.ALL : Values.Stores.FILES);
    ComparisonChecks comparison = new ComparisonChecks(project, values, found);
    comparison.shapes();
    comparison.sameValues();
    ValueChecks single = new ValueChecks(project, values, found);
    single.bound();
    single.placeholders();
    single.inTheOpen();
    return found;
  }

  private CheckReport report(Inspection project, Findings found) {
    LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
    List<Finding> open = new ArrayList<>();
    Map<Finding, Waiver> waived = new LinkedHashMap<>();
    for (Finding finding : found.list()) {
      Optional<Waiver> waiver =
          project.project().waivers().stream().filter(each -> each.covers(finding)).findFirst();
      if (waiver.isEmpty()) {
        open.add(finding);
      } else if (waiver.get().hasExpired(today)) {
        open.add(expired(finding, waiver.get()));
      } else {
        waived.put(finding, waiver.get());
      }
    }
    Map<String, String> unchecked = new TreeMap<>();
    project
        .unopened()
        .forEach((what, failure) -> unchecked.put(what, String.valueOf(failure.getMessage())));
    return new CheckReport(List.copyOf(open), waived, unchecked);
  }

  private static Finding expired(Finding finding, Waiver waiver) {
    return new Finding(
        finding.id(),
        finding.severity(),
        finding.place(),
        finding.message() + " (its waiver ended on " + waiver.expires() + ")",
        finding.remedy());
  }

  private static FileChange change(Path file, List<Fix> fixes) {
    byte[] content = read(file);
    FileMode mode = FileMode.KEPT;
    for (Fix fix : fixes) {
      content = fix.edit().apply(content);
      mode = fix.mode() == FileMode.OWNER_ONLY ? FileMode.OWNER_ONLY : mode;
    }
    byte[] mended = content;
    return FileChange.of(
            file,
            out -> out.write(mended),
            written -> {
              if (!Arrays.equals(Files.readAllBytes(written), mended)) {
                throw new IOException("what was written reads back differently");
              }
            })
        .with(mode);
  }

  private static byte[] read(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException unreadable) {
      throw FileFailure.of("read", file, unreadable);
    }
  }
}
