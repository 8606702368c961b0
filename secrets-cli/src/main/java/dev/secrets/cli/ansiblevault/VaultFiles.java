package dev.secrets.cli.ansiblevault;

import dev.secrets.EnvelopeChange;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.SecretsException;
import dev.secrets.WriteConflictException;
import dev.secrets.cli.Editor;
import dev.secrets.cli.Host;
import dev.secrets.cli.Journals;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileChanges;
import dev.secrets.file.SafeFile;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The actions on whole files. */
final class VaultFiles {

  private static final String STREAM = "-";

  private final Host host;
  private final Request request;
  private final SecretCodec codec;

  VaultFiles(Host host, Request request, SecretCodec codec) {
    this.host = host;
    this.request = request;
    this.codec = codec;
  }

  void run() throws IOException {
    switch (request.action()) {
      case CREATE -> create();
      case EDIT -> each(this::edit);
      case VIEW -> each(this::view);
      case ENCRYPT -> convert("Encryption successful");
      case DECRYPT -> convert("Decryption successful");
      case REKEY -> rekey();
      case ENCRYPT_STRING -> throw new IllegalStateException("it works on no file");
    }
  }

  private interface FileAction {
    void on(Path file) throws IOException;
  }

  private void each(FileAction action) throws IOException {
    for (String operand : request.operands()) {
      action.on(file(operand));
    }
  }

  private void create() throws IOException {
    if (request.operands().size() != 1) {
      throw WrongUsage.options("ansible-vault create can take only one filename argument");
    }
    if (!host.terminal() && !request.has(Option.SKIP_TTY_CHECK)) {
      throw WrongUsage.options("not a tty, editor cannot be opened");
    }
    Path file = file(request.operands().get(0));
    if (Files.exists(file)) {
      throw new WriteConflictException("'" + file + "' exists", "use 'edit' instead");
    }
    makeParents(file);
    // Nobody should type a text that cannot be encrypted afterwards.
    codec.encode(ByteSource.of(new byte[0]), OutputStream.nullOutputStream());
    byte[] content = editor().edit(new byte[0], temporaryName(file)).orElseGet(() -> new byte[0]);
    try {
      SafeFile.create(
          file,
          out -> codec.encode(ByteSource.of(content), out),
          written -> codec.decode(ByteSource.of(written), OutputStream.nullOutputStream()));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private void makeParents(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null && !Files.exists(parent)) {
      host.err().println("[WARNING]: '" + parent + "' does not exist, creating it");
      Files.createDirectories(
          parent,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private void edit(Path file) throws IOException {
    byte[] envelope = Files.readAllBytes(file);
    try (SecretValue plaintext = decode(file, ByteSource.of(envelope))) {
      byte[] before = plaintext.copyBytes();
      Optional<byte[]> edited = editor().edit(before, temporaryName(file));
      Arrays.fill(before, (byte) 0);
      if (edited.isPresent()) {
        try (SecretValue after = SecretValue.takeOwnership(edited.get())) {
          SafeFile.write(EnvelopeChange.rewrite(codec, file, envelope, after));
        }
      }
    }
  }

  private Editor editor() {
    return new Editor(host, "ANSIBLE_EDITOR", "EDITOR");
  }

  /** A name of no meaning that keeps the extension, for the editor to know the syntax. */
  private static String temporaryName(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return "edit" + (dot > 0 ? name.substring(dot) : "");
  }

  private void view(Path file) throws IOException {
    boolean stream = file.equals(file(STREAM)) && !Files.exists(file);
    ByteSource source = stream ? ByteSource.of(host.in().readAllBytes()) : ByteSource.of(file);
    try (SecretValue plaintext = decode(file, source)) {
      byte[] bytes = plaintext.copyBytes();
      new Pager(host).show(bytes);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Encrypts or decrypts. */
  private void convert(String success) throws IOException {
    List<String> operands = request.operands().isEmpty() ? List.of(STREAM) : request.operands();
    Optional<String> output = request.last(Option.OUTPUT);
    if (operands.contains(STREAM) || output.filter(STREAM::equals).isPresent()) {
      for (String operand : operands) {
        convertThroughStream(operand, output);
      }
    } else {
      changeAll(operands, file -> change(file, output));
    }
    if (host.terminal()) {
      host.err().println(success);
    }
  }

  private void changeAll(List<String> operands, Function<Path, FileChange> change)
      throws IOException {
    List<Path> files = operands.stream().map(this::file).toList();
    FileChanges changes = Journals.of(host);
    if (!changes.settle(files, request.command(), host.directory())) {
      check(files);
      changes.carryOut(files.stream().map(change).toList(), request.command(), host.directory());
    }
  }

  private FileChange change(Path file, Optional<String> output) {
    Path target = output.map(this::file).orElse(file);
    return request.action() == Action.ENCRYPT
        ? EnvelopeChange.encrypt(codec, file, target)
        : EnvelopeChange.decrypt(codec, file, target);
  }

  private void check(List<Path> files) throws IOException {
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new SecretNotFoundException("cannot read '" + file + "': no such file or directory");
      }
      try (InputStream in = Files.newInputStream(file)) {
        check("'" + file + "'", in.readNBytes(VaultSession.headLength()));
      }
    }
  }

  private void check(String name, byte[] head) {
    boolean encrypted = VaultSession.isEnvelope(head);
    if (request.action() == Action.ENCRYPT && encrypted) {
      throw new WriteConflictException(name + ": input is already encrypted");
    }
    if (request.action() != Action.ENCRYPT && !encrypted) {
      throw new MalformedEnvelopeException(name + ": input is not vault encrypted data");
    }
  }

  private void convertThroughStream(String operand, Optional<String> output) throws IOException {
    boolean fromStream = operand.equals(STREAM);
    if (fromStream && host.terminal() && request.operands().isEmpty()) {
      host.err().println("Reading input from stdin");
    }
    if (!fromStream) {
      check(List.of(file(operand)));
    }
    try (Spool spool = fromStream ? Spool.of(host.in()) : Spool.of(file(operand))) {
      check(fromStream ? "standard input" : "'" + operand + "'", spool.head());
      if (output.isPresent() && !output.get().equals(STREAM)) {
        writeTo(file(output.get()), spool);
      } else {
        OutputStream out = new BufferedOutputStream(host.out());
        convert(spool, out);
        out.flush();
      }
    }
  }

  private void convert(ByteSource source, OutputStream out) throws IOException {
    if (request.action() == Action.ENCRYPT) {
      codec.encode(source, out);
    } else {
      codec.decode(source, out);
    }
  }

  private void writeTo(Path file, ByteSource source) {
    SafeFile.write(FileChange.of(file, out -> convert(source, out), written -> {}));
  }

  private void rekey() throws IOException {
    if (request.operands().contains(STREAM)) {
      throw new WriteConflictException("standard input cannot be rekeyed");
    }
    changeAll(request.operands(), file -> EnvelopeChange.rekey(codec, file));
    host.err().println("Rekey successful");
  }

  private SecretValue decode(Path file, ByteSource source) throws IOException {
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    try {
      codec.decode(source, plaintext);
      return SecretValue.takeOwnership(plaintext.toByteArray());
    } catch (SecretsException failure) {
      throw failure.in("'" + file + "'");
    }
  }

  private Path file(String operand) {
    return host.directory().resolve(operand);
  }
}
