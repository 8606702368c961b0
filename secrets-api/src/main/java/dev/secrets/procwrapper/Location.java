package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.Reference;
import dev.secrets.SecretPath;
import dev.secrets.UnsupportedCapabilityException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value is, and which part of it is meant.
 *
 * <pre>{@code
 * location  := [SOURCE ":"] address ["!" format] ["|" transform]
 * transform := "SELF" | "JP:" JSON path | JSON pointer
 * }</pre>
 *
 * <p>A {@code |} that no transform follows is part of a plain value, and an error elsewhere; behind
 * a backslash {@code |} and {@code !} always stand for themselves. A plain value may be a secret,
 * so this never prints one.
 */
final class Location {

  private static final Pattern TRANSFORM = Pattern.compile("(?s)(.*?)(?<!\\\\)\\|(SELF|JP:.*|/.*)");
  private static final Pattern BAR = Pattern.compile("(?s).*(?<!\\\\)\\|.*");
  private static final String PATH = "JP:";

  private final String target;
  private final Source source;
  private final String address;
  private final Optional<Format> format;
  private final Optional<JsonPath> part;
  private final boolean named;

  private Location(
      String target, Source source, String text, Optional<JsonPath> part, boolean named) {
    this.target = target;
    this.source = source;
    this.part = part;
    this.named = named;
    Optional<Format> ending = Format.namedBy(text).filter(f -> !isEscaped(text, f));
    String bare = text.substring(0, text.length() - ending.map(f -> f.suffix().length()).orElse(0));
    address = bare.replace("\\|", "|").replace("\\!", "!");
    format = ending.or(() -> source == Source.FILE ? Format.ofFileName(address) : Optional.empty());
  }

  /**
   * Reads the location that belongs to {@code name}, which may itself begin with the source.
   *
   * @throws UnsupportedCapabilityException for a source that nothing here can read
   */
  static Location parse(String name, String text) {
    Source source = source(name, text);
    refuse(source);
    boolean prefixed = source.isPrefixOf(text);
    String rest = prefixed ? text.substring(source.name().length() + 1) : text;
    Matcher transform = TRANSFORM.matcher(rest);
    boolean transformed = transform.matches();
    if (!transformed && source != Source.PLAIN && BAR.matcher(rest).matches()) {
      throw new InvalidInputException(
          "what stands after '|' is no transform", "SELF, JP: and a JSON path, or a JSON pointer");
    }
    String target = source.isNamedBy(name) ? name.substring(source.name().length() + 1) : name;
    return new Location(
        target,
        source,
        transformed ? transform.group(1) : rest,
        transformed ? part(transform.group(2)) : Optional.empty(),
        prefixed || source.isNamedBy(name) || rest.startsWith(Source.FILE_URL));
  }

  private static Source source(String name, String text) {
    for (Source source : Source.values()) {
      if (source.isNamedBy(name) || source.fits(text)) {
        return source;
      }
    }
    throw new IllegalStateException("a file fits all");
  }

  private static void refuse(Source source) {
    String system =
        switch (source) {
          case AWS_SSM -> "Parameter Store";
          case AWS_APP_CONFIG, AWS_APPCONFIG -> "AppConfig";
          case AWS_S3 -> "S3";
          default -> "";
        };
    if (!system.isEmpty()) {
      throw new UnsupportedCapabilityException(
          "values of AWS " + system + " cannot be read: there is no backend for it",
          "keep the value in AWS Secrets Manager or in an encrypted file");
    }
  }

  private static Optional<JsonPath> part(String transform) {
    if (transform.startsWith("/")) {
      return Optional.of(JsonPath.of(Pointer.parse(transform)));
    }
    return transform.startsWith(PATH)
        ? Optional.of(JsonPath.parse(transform.substring(PATH.length())))
        : Optional.empty();
  }

  private static boolean isEscaped(String text, Format format) {
    int at = text.length() - format.suffix().length();
    return at > 0 && text.charAt(at - 1) == '\\';
  }

  /** The name that the value gets. */
  String target() {
    return target;
  }

  Source source() {
    return source;
  }

  /** Plain values are secret. */
  String address() {
    return address;
  }

  Optional<Format> format() {
    return format;
  }

  Optional<JsonPath> part() {
    return part;
  }

  /** Whether it says that it is a file, and is not just like nothing else. */
  boolean isNamed() {
    return named;
  }

  /**
   * The address in a store; empty if it is not in one.
   *
   * @param region of secrets that are called by their names
   */
  Optional<Reference> reference(Optional<String> region) {
    return switch (source) {
      case AWS_SM -> Optional.of(aws(region));
      case REFERENCE -> Optional.of(Reference.parse(address));
      case FILE -> Optional.of(file());
      default -> Optional.empty();
    };
  }

  private Reference aws(Optional<String> region) {
    if (address.startsWith("arn:")) {
      return Reference.parse(address);
    }
    Map<String, String> options = region.map(name -> Map.of("region", name)).orElse(Map.of());
    return new Reference("aws", SecretPath.of(address), options, Pointer.root());
  }

  private Reference file() {
    boolean url = address.startsWith(Source.FILE_URL);
    return Reference.of("file", url ? address.substring(Source.FILE_URL.length()) : address);
  }

  @Override
  public String toString() {
    return "Location[" + source + "]";
  }
}
