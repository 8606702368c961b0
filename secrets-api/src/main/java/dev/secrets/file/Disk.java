package dev.secrets.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The steps in which files change. There is one disk; that it is an interface lets every step fail,
 * or be the last one that a process takes.
 */
interface Disk {

  /** The file systems of this machine. */
  static Disk local() {
    return new LocalDisk();
  }

  /** Creates a file that only its owner can read; it must not exist. The caller closes it. */
  OutputStream create(Path file) throws IOException;

  /** Waits until the content of a file, or the names in a directory, would survive a power cut. */
  void force(Path path) throws IOException;

  /** Gives {@code from} the name {@code to} in one step, whatever had that name before. */
  void rename(Path from, Path to) throws IOException;

  /** Gives {@code from} the name {@code to} in one step, if nothing has it. */
  void renameToNew(Path from, Path to) throws IOException;

  /** Makes a second name for a file, or where there is no such thing a copy. */
  void keep(Path file, Path copy) throws IOException;

  /** Takes mode, owner and attributes over from {@code original}. */
  void dress(Path file, Path original, FileMode mode) throws IOException;

  /** Removes a file, if it is there. */
  void delete(Path file) throws IOException;
}
