package dev.secrets.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What it takes to bring a file back to what it was. No plaintext of a secret is kept for it: what
 * was an envelope is kept as such, what was put into one is decoded, and a value that was moved is
 * read where it is now.
 *
 * @param path relative to the root of the project
 * @param kind how it is brought back
 * @param form the codec in whose envelope it is now; empty for plaintext
 * @param content for {@link Kind#BYTES}, in base64
 * @param reference for {@link Kind#WHOLE}
 * @param splices for {@link Kind#EDITS}
 * @param stamp of the file as the run left it
 */
record Restoration(
    String path,
    Kind kind,
    Optional<String> form,
    String content,
    String reference,
    List<Splice> splices,
    String stamp) {

  enum Kind {
    ABSENT,
    BYTES,
    WHOLE,
    EDITS
  }

  static Restoration absent(String path, Optional<String> form) {
    return new Restoration(path, Kind.ABSENT, form, "", "", List.of(), "");
  }

  static Restoration bytes(String path, Optional<String> form, byte[] content) {
    return new Restoration(
        path, Kind.BYTES, form, Base64.getEncoder().encodeToString(content), "", List.of(), "");
  }

  static Restoration whole(String path, String reference) {
    return new Restoration(path, Kind.WHOLE, Optional.empty(), "", reference, List.of(), "");
  }

  static Restoration edits(String path, Optional<String> form, List<Splice> splices) {
    return new Restoration(path, Kind.EDITS, form, "", "", List.copyOf(splices), "");
  }

  Restoration stamped(String now) {
    return new Restoration(path, kind, form, content, reference, splices, now);
  }

  ObjectNode json(ObjectMapper mapper) {
    ObjectNode json =
        mapper
            .createObjectNode()
            .put("path", path)
            .put("kind", kind.name())
            .put("form", form.orElse(""))
            .put("content", content)
            .put("reference", reference)
            .put("stamp", stamp);
    for (Splice splice : splices) {
      json.withArray("splices")
          .addObject()
          .put("at", splice.at())
          .put("length", splice.length())
          .put("lead", splice.lead())
          .put("reference", splice.reference())
          .put("trail", splice.trail())
          .put("escaped", splice.escaped());
    }
    return json;
  }

  static Restoration of(JsonNode json) {
    List<Splice> splices = new ArrayList<>();
    for (JsonNode splice : json.path("splices")) {
      splices.add(
          new Splice(
              splice.path("at").asInt(),
              splice.path("length").asInt(),
              splice.path("lead").asText(),
              splice.path("reference").asText(),
              splice.path("trail").asText(),
              splice.path("escaped").asBoolean()));
    }
    return new Restoration(
        json.path("path").asText(),
        Kind.valueOf(json.path("kind").asText()),
        Optional.of(json.path("form").asText()).filter(text -> !text.isEmpty()),
        json.path("content").asText(),
        json.path("reference").asText(),
        splices,
        json.path("stamp").asText());
  }

  @Override
  public String toString() {
    return "Restoration[" + path + " " + kind + "]";
  }
}
