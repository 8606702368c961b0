package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.BackendContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A git repository with encrypted files: what {@code git-crypt} does to one, through the {@code
 * git} program. Everything it writes is found and understood by git-crypt 0.7 and 0.8, and the
 * reverse.
 *
 * <p>It is the repository that git finds from the context's directory. Paths are relative to that
 * directory. A method that fails has changed nothing, except where it says otherwise.
 *
 * <p>All methods throw {@link dev.secrets.StorageException} when git fails and {@link
 * dev.secrets.InvalidInputException} outside of a repository. Thread-safe, but two operations on
 * one work tree refuse each other.
 */
public final class GitCryptRepository {

  private final BackendContext context;
  private final FilterProgram program;

  /**
   * @param program what git is told to call for files under a key
   */
  public GitCryptRepository(BackendContext context, FilterProgram program) {
    this.context = context;
    this.program = program;
  }

  /**
   * Makes a new key and configures git for it. Commits nothing.
   *
   * @param keyName empty for the default key
   * @throws WriteConflictException if the repository has that key
   */
  public void init(Optional<String> keyName) {
    init(keyName, key -> {});
  }

  /**
   * The same for a key that is to be kept elsewhere too.
   *
   * @param keeper takes the key before anything is changed here; nothing is, if it fails
   * @throws WriteConflictException if the repository has that key
   */
  public void init(Optional<String> keyName, Consumer<KeyFile> keeper) {
    if (keyName.map(KeyName::new).filter(KeyName::isDefault).isPresent()) {
      throw new InvalidInputException("'default' names the key that has no name, leave it out");
    }
    try (KeyFile key = KeyFile.generate(name(keyName), context.random())) {
      GitDirectory directory = WorkTree.directoryOf(git());
      if (directory.keyStores().anyMatch(store -> store.has(key.name()))) {
        throw new WriteConflictException(
            "this repository has already been initialized with the key " + key.name());
      }
      keeper.accept(key);
      KeyStore.in(directory.common()).install(key);
      new DriverConfig(git()).install(new Driver(key.name()), DriverConfig.Scope.SHARED, program);
    }
  }

  /**
   * The key file of an unlocked repository, which the caller wipes.
   *
   * @param keyName empty for the default key
   * @throws SecretNotFoundException if the repository is locked
   */
  public byte[] exportKey(Optional<String> keyName) {
    KeyName name = name(keyName);
    return WorkTree.directoryOf(git())
        .keyStores()
        .filter(store -> store.has(name))
        .findFirst()
        .map(store -> store.bytes(name))
        .orElseThrow(
            () ->
                new SecretNotFoundException(
                    "no key " + name + " in this repository",
                    "unlock it first, or name another key with --key-name"));
  }

  /**
   * Decrypts the work tree, and keeps the keys so that git can go on doing so. A key of the same
   * name that is replaced is kept aside, and still opens what it encrypted.
   *
   * @param keys which the caller closes
   * @throws dev.secrets.DecryptionFailedException if a key opens none of its files
   * @throws WriteConflictException if encrypted files were changed
   */
  public void unlock(List<KeyFile> keys) {
    new Unlock(context, program).run(keys);
  }

  /**
   * Decrypts the work tree with the keys of the context's {@linkplain BackendContext#keys() key
   * source}, or, if it has none, with those that were encrypted for one of our OpenPGP keys: those
   * that the environment variables {@code SECRETS_GPG_SECRET_KEY} (armoured, or in base64) and
   * {@code SECRETS_GPG_PASSPHRASE} hold, or else those of gpg.
   *
   * @throws dev.secrets.DecryptionFailedException if there is none
   * @throws WriteConflictException if encrypted files were changed
   */
  public void unlock() {
    List<KeyFile> given = KeySearch.given(context);
    List<KeyFile> keys = given.isEmpty() ? CollaboratorKeys.open(context) : given;
    try {
      unlock(keys);
    } finally {
      keys.forEach(KeyFile::close);
    }
  }

  /**
   * Configures git anew and writes the encrypted files anew, as {@link #unlock(List)} does with the
   * keys that the repository has: after the program has moved, or where files were left encrypted.
   *
   * @throws SecretNotFoundException if it is locked
   * @throws dev.secrets.DecryptionFailedException if a key opens none of its files
   * @throws WriteConflictException if encrypted files were changed
   */
  public void refresh() {
    new Unlock(context, program).again();
  }

  /**
   * Encrypts the work tree, and removes configuration and keys.
   *
   * @throws SecretNotFoundException if it is locked
   * @throws WriteConflictException if encrypted files were changed, or other work trees use the key
   */
  public void lock(LockRequest request) {
    new Lock(context, program, request).run();
  }

  /** How files stand to encryption: untracked ones first, then in the order of the index. */
  public List<FileStatus> status(StatusRequest request) {
    WorkTree.current(git());
    return new Status(git(), request).read();
  }

  /** Stages the encrypted content of files whose plaintext is staged or committed. */
  public StatusFix fix(StatusRequest request) {
    WorkTree.current(git());
    return new Status(git(), request).fix();
  }

  /** Looks for plaintext where the attributes want ciphertext, and for mistakes around it. */
  public List<CheckFinding> check(CheckScope scope) {
    return new Check(context, scope).run();
  }

  /**
   * Makes git check what is committed and pushed, or what is received, and guards a locked clone:
   * plaintext cannot be added to it where ciphertext belongs.
   *
   * @param server whether what others push is to be checked, as in a bare repository
   */
  public void installHooks(boolean server) {
    new Hooks(context, program).install(server);
  }

  /** Undoes {@link #installHooks}; what else the hooks do stays. */
  public void uninstallHooks() {
    new Hooks(context, program).uninstall();
  }

  /**
   * Encrypts a key for more collaborators, and returns those who did not have it yet.
   *
   * @throws SecretNotFoundException if there is no such public key, or the repository is locked
   * @throws dev.secrets.InvalidInputException if a public key cannot be used, and why
   */
  public List<GpgUser> addGpgUsers(AddUserRequest request) {
    return new Users(context).add(request);
  }

  /** Everybody who was given a key of the repository. */
  public List<GpgUser> gpgUsers() {
    return new Users(context).list();
  }

  /**
   * Removes a collaborator: makes a new key, encrypts all files under it, and gives it to those who
   * stay. What was readable before stays readable to the removed one, as the result says.
   *
   * @param user a fingerprint, a key id of 8 digits or more, or a part of the user id
   * @param keyName empty for the key that the files are under
   * @param commit whether to commit, or leave it staged
   * @throws SecretNotFoundException if there is no such collaborator, the repository is locked, or
   *     the public key of one who stays is missing
   * @throws WriteConflictException if there are changes that are not committed
   */
  public RemovedUser removeGpgUser(String user, Optional<String> keyName, boolean commit) {
    return new UserRemoval(context, program).run(user, keyName, commit);
  }

  /**
   * Undoes a removal that was killed; so does the next removal by itself.
   *
   * @throws SecretNotFoundException if there is none
   */
  public void abortRemoval() {
    new UserRemoval(context, program).abort();
  }

  private Git git() {
    return Git.of(context);
  }

  private static KeyName name(Optional<String> keyName) {
    return keyName.map(KeyName::new).orElse(KeyName.DEFAULT);
  }
}
