package dev.secrets.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk on which one step fails, or is the last one that the process takes. */
final class FaultyDisk implements Disk {

  enum Fault {
    /** The step does nothing and says so. */
    REFUSED,
    /** A write leaves half of the bytes and says so; other steps are refused. */
    HALF_WRITTEN,
    /** The process is killed instead of taking the step, and takes no other. */
    KILLED_BEFORE,
    /** The process is killed right after the step. */
    KILLED_AFTER
  }

  /** What ends a killed process: nothing may catch it and go on. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Disk disk = Disk.local();
  private final Fault fault;
  private final int at;
  private final AtomicInteger steps = new AtomicInteger();
  private boolean killed;

  /** A disk whose step number {@code at}, counted from 0, goes wrong. */
  FaultyDisk(Fault fault, int at) {
    this.fault = fault;
    this.at = at;
  }

  /** A disk that counts and never fails. */
  static FaultyDisk sound() {
    return new FaultyDisk(Fault.REFUSED, Integer.MAX_VALUE);
  }

  int steps() {
    return steps.get();
  }

  private interface Step {
    void take() throws IOException;
  }

  /** One at a time: a killed process has no thread left that is in the middle of a step. */
  private synchronized void step(Step step) throws IOException {
    if (killed) {
      throw new Killed();
    }
    boolean mine = steps.getAndIncrement() == at;
    if (!mine) {
      step.take();
    } else if (fault == Fault.KILLED_BEFORE) {
      killed = true;
      throw new Killed();
    } else if (fault == Fault.KILLED_AFTER) {
      step.take();
      killed = true;
      throw new Killed();
    } else {
      throw full();
    }
  }

  private static FileSystemException full() {
    return new FileSystemException(null, null, "No space left on device");
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    OutputStream[] opened = new OutputStream[1];
    step(() -> opened[0] = disk.create(file));
    return new FilterOutputStream(opened[0]) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (steps.get() == at && fault == Fault.HALF_WRITTEN) {
          out.write(bytes, offset, length / 2);
        }
        step(() -> out.write(bytes, offset, length));
      }
    };
  }

  @Override
  public void force(Path path) throws IOException {
    step(() -> {}); // waiting for the disk itself would only take time
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step(() -> disk.rename(from, to));
  }

  @Override
  public void renameToNew(Path from, Path to) throws IOException {
    step(() -> disk.renameToNew(from, to));
  }

  @Override
  public void keep(Path file, Path copy) throws IOException {
    step(() -> disk.keep(file, copy));
  }

  @Override
  public void dress(Path file, Path original, FileMode mode) throws IOException {
    step(() -> disk.dress(file, original, mode));
  }

  @Override
  public void delete(Path file) throws IOException {
    step(() -> disk.delete(file));
  }
}
