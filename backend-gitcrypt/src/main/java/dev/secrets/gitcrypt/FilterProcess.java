package dev.secrets.gitcrypt;

import dev.secrets.SecretsException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * git's long-running filter protocol, version 2, as the filter's side speaks it: a handshake, then
 * one request after the other, each read whole before it is answered.
 */
final class FilterProcess {

  /** Keeps the content of a request. */
  @FunctionalInterface
  interface Spooler {
    Spool spool(InputStream content) throws IOException;
  }

  private static final List<String> CAPABILITIES = List.of("capability=clean", "capability=smudge");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final ContentFilter filter;
  private final GitFilter.Listener listener;
  private final Spooler spooler;
  private final PacketReader requests;
  private final PacketWriter answers;
  private final FilterAnswer answer;

  FilterProcess(
      ContentFilter filter,
      GitFilter.Listener listener,
      Spooler spooler,
      InputStream requests,
      OutputStream answers) {
    this.filter = filter;
    this.listener = listener;
    this.spooler = spooler;
    this.requests = new PacketReader(new BufferedInputStream(requests));
    this.answers = new PacketWriter(answers);
    this.answer = new FilterAnswer(this.answers);
  }

  void run() throws IOException {
    shakeHands();
    while (!requests.atEnd()) {
      serve(fields(requests.lines()));
    }
  }

  private void shakeHands() throws IOException {
    List<String> hello = requests.lines();
    if (!hello.contains("git-filter-client") || !hello.contains("version=2")) {
      throw new IOException("git's filter protocol: version 2 is not offered");
    }
    answer(List.of("git-filter-server", "version=2"));
    List<String> offered = requests.lines();
    answer(CAPABILITIES.stream().filter(offered::contains).toList());
  }

  private void serve(Map<String, String> request) throws IOException {
    String place = place(request.getOrDefault("pathname", ""));
    InputStream sent = requests.content();
    try (Spool content = spooler.spool(sent)) {
      apply(request.getOrDefault("command", ""), content, place);
      answer.succeed();
    } catch (SecretsException refusal) {
      sent.transferTo(OutputStream.nullOutputStream()); // git listens when it has sent all
      listener.refused(refusal.in(place));
      answer.refuse();
    }
  }

  private void apply(String command, Spool content, String place) throws IOException {
    switch (command) {
      case "clean" -> filter.clean(content, answer);
      case "smudge" -> filter.smudge(content, answer, place);
      default -> throw new IOException("git's filter protocol: a command that was not offered");
    }
  }

  private void answer(List<String> lines) throws IOException {
    for (String line : lines) {
      answers.line(line);
    }
    answers.endList();
    answers.send();
  }

  private static Map<String, String> fields(List<String> lines) {
    Map<String, String> fields = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return fields;
  }

  /** A name may hold anything; a terminal should not obey it. */
  private static String place(String path) {
    return "'" + CONTROL.matcher(path).replaceAll("?") + "'";
  }
}
