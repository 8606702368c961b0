package dev.secrets.inspect;

import dev.secrets.StorageException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Contents of git's objects, one after the other, from one process. */
final class GitBlobs implements AutoCloseable {

  private final Process process;
  private final OutputStream in;
  private final InputStream out;

  GitBlobs(GitProgram git) {
    try {
      process = git.start("cat-file", "--batch");
    } catch (IOException missing) {
      throw new StorageException("cannot run 'git'", "install it, or mend the PATH");
    }
    in = process.getOutputStream();
    out = new BufferedInputStream(process.getInputStream());
  }

  /** The content of an object; nothing of one that git lacks. */
  byte[] read(String id) {
    try {
      in.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
      String[] header = line().split(" ", -1);
      if (header.length < 3) {
        return new byte[0];
      }
      byte[] content = out.readNBytes(Integer.parseInt(header[2]));
      out.skipNBytes(1);
      return content;
    } catch (IOException failure) {
      throw new StorageException("git ended while it was asked for a blob");
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = out.read(); next != '\n'; next = out.read()) {
      if (next < 0) {
        throw new IOException("end of stream");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
