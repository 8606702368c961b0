package dev.secrets.gitcrypt;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers {@link StatusRequest} in one pass over index, attributes and blobs. */
final class Status {

  private final Git git;
  private final StatusRequest request;

  /**
   * @param git standing where the paths are relative to
   */
  Status(Git git, StatusRequest request) {
    this.git = git;
    this.request = request;
  }

  List<FileStatus> read() {
    try (Blobs blobs = new Blobs(git)) {
      return files().stream().map(file -> status(file, blobs)).toList();
    }
  }

  StatusFix fix() {
    List<WorkFile> exposed = exposed(files());
    List<WorkFile> there =
        exposed.stream()
            .filter(file -> Files.exists(file.in(git.directory()), LinkOption.NOFOLLOW_LINKS))
            .toList();
    stage(there);
    Set<String> still =
        exposed(files()).stream().map(WorkFile::path).collect(Collectors.toUnmodifiableSet());
    return new StatusFix(
        shown(there.stream().filter(file -> !still.contains(file.path())).toList()),
        shown(exposed.stream().filter(file -> !there.contains(file)).toList()),
        shown(there.stream().filter(file -> still.contains(file.path())).toList()));
  }

  /** Takes the files through the filter, though git may believe that it has them. */
  private void stage(List<WorkFile> files) {
    if (!files.isEmpty()) {
      List<String> paths = files.stream().map(WorkFile::path).toList();
      git.with(List.of("core.safecrlf=false"))
          .literally()
          .feed(paths, "add", "--renormalize", "--pathspec-from-file=-", "--pathspec-file-nul");
    }
  }

  private List<WorkFile> exposed(List<WorkFile> files) {
    try (Blobs blobs = new Blobs(git)) {
      return files.stream().filter(file -> status(file, blobs).isExposed()).toList();
    }
  }

  /** Untracked ones first. */
  private List<WorkFile> files() {
    List<String> command = new ArrayList<>(List.of("ls-files", "-cstz"));
    if (request.untracked()) {
      command.addAll(List.of("-o", "--exclude-standard"));
    }
    command.add("--");
    command.addAll(request.paths().isEmpty() ? List.of(":/") : request.paths());
    return new FileList(git)
        .list(command.toArray(String[]::new)).stream()
            .filter(file -> !file.isTracked() || file.isRegular())
            .toList();
  }

  private static FileStatus status(WorkFile file, Blobs blobs) {
    boolean encrypted =
        file.isTracked() && Driver.encrypts(file.filter()) && blobs.isEncrypted(file.blob());
    return new FileStatus(file.path(), file.isTracked(), file.filter(), file.diff(), encrypted);
  }

  private static List<String> shown(List<WorkFile> files) {
    return files.stream().map(WorkFile::shown).toList();
  }
}
