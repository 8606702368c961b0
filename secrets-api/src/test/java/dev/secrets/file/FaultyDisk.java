package dev.secrets.file;

import static dev.secrets.file.FaultyDisk.Fault.HALF_WRITTEN;
import static dev.secrets.file.FaultyDisk.Fault.SILENTLY_CUT;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A disk on which one step fails, or is the last one that the process takes. */
final class FaultyDisk implements Disk {

  enum Fault {
    /** The step does nothing and says so. */
    REFUSED,
    /** A write leaves half of the bytes and says so. */
    HALF_WRITTEN,
    /** A write leaves half of the bytes and says that all went well. */
    SILENTLY_CUT,
    /** From this step on there is no space for anything new. */
    FULL,
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
  private final BitSet writes = new BitSet();
  private boolean killed;
  private boolean full;
  private boolean struck;

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

  /** What can go wrong with a step that this disk has taken: only a write can be cut. */
  List<Fault> faultsOf(int number) {
    return Stream.of(Fault.values())
        .filter(each -> writes.get(number) || each != HALF_WRITTEN && each != SILENTLY_CUT)
        .toList();
  }

  private interface Step {
    void take() throws IOException;
  }

  /** Whether anything was other than on a sound disk. */
  boolean struck() {
    return struck;
  }

  private void step(Step step) throws IOException {
    step(step, step);
  }

  /** One at a time: a killed process has no thread left that is in the middle of a step. */
  private synchronized void step(Step step, Step cut) throws IOException {
    if (killed) {
      throw new Killed();
    }
    writes.set(steps.get(), cut != step);
    if (steps.getAndIncrement() != at) {
      step.take();
      return;
    }
    struck = fault != Fault.FULL;
    switch (fault) {
      case REFUSED -> throw noSpace();
      case HALF_WRITTEN -> {
        cut.take();
        throw noSpace();
      }
      case SILENTLY_CUT -> cut.take();
      case FULL -> {
        full = true;
        step.take();
      }
      case KILLED_BEFORE -> kill();
      case KILLED_AFTER -> {
        step.take();
        kill();
      }
    }
  }

  private void kill() {
    killed = true;
    throw new Killed();
  }

  private void requireSpace() throws FileSystemException {
    if (full) {
      struck = true;
      throw noSpace();
    }
  }

  private static FileSystemException noSpace() {
    return new FileSystemException(null, null, "No space left on device");
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    OutputStream[] opened = new OutputStream[1];
    step(
        () -> {
          requireSpace();
          opened[0] = disk.create(file);
        });
    return new FilterOutputStream(opened[0]) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        step(
            () -> {
              requireSpace();
              out.write(bytes, offset, length);
            },
            () -> out.write(bytes, offset, length / 2));
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
    step(
        () -> {
          requireSpace();
          disk.keep(file, copy);
        });
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
