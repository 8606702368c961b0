package dev.secrets.cli;

import dev.secrets.mask.MaskedStream;
import dev.secrets.mask.SecretMask;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a program writes, on its way through a mask to our own streams, without delay. */
final class MaskedOutput {

  private static final long PAUSE = 50;
  private static final long PATIENCE = 500;

  private final List<Copy> copies;

  private MaskedOutput(List<Copy> copies) {
    this.copies = copies;
  }

  static void addOptions(CommandSpec spec) {
    spec.addOption(Options.flag("put *** for values in the program's output", "--mask"));
    spec.addOption(
        Options.flag("leave its output alone; --mask is the default in CI", "--no-mask"));
  }

  static boolean isWanted(Invocation invocation) {
    if (invocation.has("--mask") && invocation.has("--no-mask")) {
      throw new UsageException("'--mask' and '--no-mask' exclude each other");
    }
    String ci = invocation.host().environment().getOrDefault("CI", "false");
    return invocation.has("--mask")
        || (!invocation.has("--no-mask") && !ci.isEmpty() && !ci.equals("false"));
  }

  /** Begins to copy what {@code process} writes. */
  static MaskedOutput of(Process process, SecretMask mask, boolean terminal) {
    Copy out = new Copy(process.getInputStream(), mask, FileDescriptor.out);
    Copy err = new Copy(process.getErrorStream(), mask, FileDescriptor.err);
    List<Copy> copies = List.of(out, err);
    copies.forEach(copy -> daemon(copy).start());
    if (terminal) {
      daemon(new Thread(() -> showTyping(copies))).start();
    }
    return new MaskedOutput(copies);
  }

  private static Thread daemon(Thread thread) {
    thread.setDaemon(true); // a program that was left running may hold the streams open
    return thread;
  }

  /** A person must see each character that was typed, also one that begins a secret. */
  private static void showTyping(List<Copy> copies) {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        for (Copy copy : copies) {
          copy.releaseAfterPause();
        }
      }
    } catch (IOException | InterruptedException ended) {
      // Nobody is left to show it to.
    }
  }

  /**
   * Waits until all is copied that the program wrote before it ended. What it left running may hold
   * its output open for ever, and is not waited for.
   */
  void finish() throws InterruptedException {
    for (Copy copy : copies) {
      copy.finish();
    }
  }

  /** One stream. */
  private static final class Copy extends Thread {

    private final InputStream from;
    private final MaskedStream to;
    private volatile long copied;
    private long copiedBeforePause;

    Copy(InputStream from, SecretMask mask, FileDescriptor to) {
      this.from = from;
      this.to = mask.over(new FileOutputStream(to));
    }

    @Override
    public void run() {
      byte[] chunk = new byte[1 << 13];
      try (from;
          to) {
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
          write(chunk, read);
        }
      } catch (IOException closed) {
        // Nobody reads us any more: closing the program's stream tells it so.
      } finally {
        Arrays.fill(chunk, (byte) 0);
      }
    }

    private synchronized void write(byte[] chunk, int length) throws IOException {
      to.write(chunk, 0, length);
      copied += length;
    }

    synchronized void releaseAfterPause() throws IOException {
      if (copied == copiedBeforePause) {
        to.releaseLittle();
      }
      copiedBeforePause = copied;
    }

    void finish() throws InterruptedException {
      long before = -1;
      while (isAlive() && before != copied) {
        before = copied;
        join(PATIENCE);
      }
    }
  }
}
