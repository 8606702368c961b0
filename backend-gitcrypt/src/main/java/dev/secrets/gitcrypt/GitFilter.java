package dev.secrets.gitcrypt;

import dev.secrets.SecretsException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The programs that git calls for files under a key: {@code clean} encrypts what is added, {@code
 * smudge} decrypts what is checked out, {@code textconv} decrypts what is shown. Keys are found as
 * {@link GitCrypt} describes; one filter serves one key name, the option {@code key-name}, for
 * encrypting, and tries all keys for decrypting.
 *
 * <p>Where git-crypt does otherwise, this loses nothing: decrypted bytes go out only when all of
 * them are verified, content that is encrypted already is not encrypted again, and content that is
 * not encrypted passes through a decrypting filter whole.
 *
 * <p>No method closes a stream it is given. Content longer than a few MiB is kept in a temporary
 * file meanwhile, encrypted under a key that exists in memory only. Thread-safe until closed.
 */
public final class GitFilter implements AutoCloseable {

  /** Is told what a filter cannot say in its output. */
  public interface Listener {

    /**
     * {@code place} was to be decrypted and is not encrypted, so it went through unchanged: it may
     * have been committed in plaintext. Told once per filter, of the first such content.
     */
    void notEncrypted(String place);

    /** One file of a long-running process was refused; the failure names the file. */
    void refused(SecretsException failure);
  }

  private final BackendContext context;
  private final KeyRing keys;
  private final Listener listener;
  private final ContentFilter filter;
  private final int memory;

  /** A filter that looks for its keys when it first needs one. */
  public GitFilter(BackendContext context, Listener listener) {
    this(context, listener, Spool.MEMORY);
  }

  GitFilter(BackendContext context, Listener listener, int memory) {
    this(context, listener, new KeyRing(context), memory);
  }

  private GitFilter(BackendContext context, Listener listener, KeyRing keys, int memory) {
    this(context, listener, keys, new KeyedFilter(keys, listener), memory);
  }

  private GitFilter(
      BackendContext context, Listener listener, KeyRing keys, ContentFilter filter, int memory) {
    this.context = context;
    this.keys = keys;
    this.listener = listener;
    this.filter = filter;
    this.memory = memory;
  }

  /** A filter that uses this one key for all, whatever its name, and closes it in the end. */
  public static GitFilter of(KeyFile key, BackendContext context, Listener listener) {
    return new GitFilter(context, listener, KeyRing.of(key, context), Spool.MEMORY);
  }

  /**
   * A filter for a locked clone, which needs no key: it lets ciphertext through both ways, and
   * refuses to clean plaintext with {@link dev.secrets.DecryptionFailedException}.
   */
  public static GitFilter refusing(BackendContext context, Listener listener) {
    return new GitFilter(
        context, listener, new KeyRing(context), new RefusingFilter(), Spool.MEMORY);
  }

  /**
   * Encrypts {@code content}, or copies it if it is a blob of the same key already.
   *
   * @throws dev.secrets.DecryptionFailedException if there is no key of that name, or the content
   *     is a blob that this key does not open
   */
  public void clean(InputStream content, OutputStream blob) throws IOException {
    try (Spool spool = spool(content)) {
      filter.clean(spool, blob);
    }
  }

  /**
   * Decrypts {@code blob}; copies it, and tells the listener, if it is not encrypted.
   *
   * @throws dev.secrets.DecryptionFailedException if no key at hand opens it, or there is none
   * @throws dev.secrets.MalformedEnvelopeException if it is cut within its header
   */
  public void smudge(InputStream blob, OutputStream content) throws IOException {
    try (Spool spool = spool(blob)) {
      filter.smudge(spool, content, "the input");
    }
  }

  /**
   * Decrypts {@code blob} for display; copies it if it is not encrypted, which is usual here, since
   * git smudges before.
   *
   * @throws dev.secrets.DecryptionFailedException if no key at hand opens it
   * @throws dev.secrets.MalformedEnvelopeException if it is cut within its header
   */
  public void textconv(InputStream blob, OutputStream content) throws IOException {
    try (Spool spool = spool(blob)) {
      filter.textconv(spool, content);
    }
  }

  /**
   * Cleans and smudges all that git asks for, in git's long-running filter protocol, version 2 (see
   * gitattributes(5)), until {@code requests} ends. A file that is refused is told to git and to
   * the listener, and the next one is served.
   *
   * @throws IOException if a stream fails, or git does not keep to the protocol
   */
  public void serve(InputStream requests, OutputStream answers) throws IOException {
    new FilterProcess(filter, listener, this::spool, requests, answers).run();
  }

  private Spool spool(InputStream content) throws IOException {
    return Spool.of(content, memory, context.random());
  }

  /** Wipes the keys. Closing again does nothing. */
  @Override
  public void close() {
    keys.close();
  }
}
