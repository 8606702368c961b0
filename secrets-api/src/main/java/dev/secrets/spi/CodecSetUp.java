package dev.secrets.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a project needs so that its files can be kept in the envelopes of one codec: a key, and what
 * keeps that key out of git and lets the tools of the method find it. Nothing is written but by
 * {@link #makeKey}; whoever asks edits the project's files.
 */
public interface CodecSetUp {

  /** Whether a key to encrypt with is at hand, without asking anybody for it. */
  boolean hasKey();

  /**
   * Where {@link #makeKey} would put the key, in the words of a person; relative to the context's
   * directory if it is a file of the project.
   */
  String keyPlace();

  /**
   * Makes a key with the context's randomness, which every codec of the context finds from now on.
   * Only to be called when there is none.
   *
   * @throws dev.secrets.WriteConflictException if there is one already
   */
  void makeKey();

  /** The files of the project that hold keys and must never be committed, made yet or not. */
  default List<Path> keyFiles() {
    return List.of();
  }

  /**
   * Settings files that have to change so that the key is found, with their whole new content;
   * empty when nothing has to.
   */
  default Map<Path, String> settings() {
    return Map.of();
  }

  /**
   * The git attributes by which a file is put into the envelope when it is added, such as {@code
   * filter=x diff=x}. Such a file is plaintext in the work tree. Empty if the file itself is the
   * envelope.
   */
  default String attributes() {
    return "";
  }
}
