package dev.secrets;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The address of one value: a store, the path of a secret in it, options, and a pointer into the
 * secret's document. Safe to log; the value it leads to is not.
 *
 * <pre>{@code
 * reference := store ":" path [ "?" option "=" value { "&" … } ] [ "#" pointer ]
 * }</pre>
 *
 * <p>The store is the scheme of a provider or an alias of a manifest. In the parts after it {@code
 * %} and control characters are percent-encoded, and where they would end the part {@code ?},
 * {@code #} and {@code &} are too; everything else stands as it is. An ARN of AWS Secrets Manager,
 * also with the trailing fields that ECS puts behind it, is a reference as it stands; so are the
 * other forms of {@link ReferenceForm}.
 *
 * <p>{@code Reference.parse(r.toString())} equals {@code r} for every reference.
 *
 * @param store the scheme or alias
 * @param path the secret's path in the store
 * @param options what else the store should know, in the order written; {@code stage} and {@code
 *     version} choose a version, others are options of the store, such as {@code region}
 * @param pointer the field meant; the root for the whole secret
 */
public record Reference(
    String store, SecretPath path, Map<String, String> options, Pointer pointer) {

  private static final Pattern STORE = Pattern.compile("[A-Za-z][A-Za-z0-9_.+-]+");
  private static final Pattern OPTION = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private static final String STAGE = "stage";
  private static final String VERSION = "version";

  public Reference {
    if (!STORE.matcher(store).matches()) {
      throw new InvalidInputException(
          "a reference begins with the name of a store and a colon",
          "write it as store:path, such as file:deploy/vars/prod.yml#/api_key",
          "a bare name in an ECS task is a parameter of Parameter Store, which is not read");
    }
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    if (!options.keySet().stream().allMatch(name -> OPTION.matcher(name).matches())) {
      throw new InvalidInputException("the name of an option is letters, digits, '_', '.' or '-'");
    }
    if (options.containsKey(STAGE) && options.containsKey(VERSION)) {
      throw new InvalidInputException("a reference names a stage or a version, not both");
    }
  }

  /** The whole secret at {@code path} of {@code store}, in its current version. */
  public static Reference of(String store, String path) {
    return new Reference(store, SecretPath.of(path), Map.of(), Pointer.root());
  }

  /**
   * Reads a reference.
   *
   * @throws InvalidInputException for whatever is not one; the message quotes the text, which is an
   *     address and no secret
   */
  public static Reference parse(String text) {
    try {
      return ReferenceForm.of(text).parse(text);
    } catch (InvalidInputException problem) {
      throw problem.in("reference '" + PercentCoding.encode(text, "") + "'");
    }
  }

  /** Whether {@code text} can only be meant as a reference: it begins with a store and a colon. */
  public static boolean looksLikeOne(String text) {
    if (ReferenceForm.of(text) != ReferenceForm.OWN) {
      return true;
    }
    int colon = text.indexOf(':');
    return colon > 0 && STORE.matcher(text.substring(0, colon)).matches();
  }

  /** The version chosen by {@code stage} or {@code version}, else the current one. */
  public VersionSelector version() {
    if (options.containsKey(STAGE)) {
      return VersionSelector.stage(options.get(STAGE));
    }
    return Optional.ofNullable(options.get(VERSION))
        .map(VersionSelector::id)
        .orElseGet(VersionSelector::current);
  }

  /** The options that choose no version: they are for the store. */
  public Map<String, String> storeOptions() {
    Map<String, String> others = new LinkedHashMap<>(options);
    others.keySet().removeAll(Set.of(STAGE, VERSION));
    return others;
  }

  /** The same secret, another field. */
  public Reference withPointer(Pointer field) {
    return new Reference(store, path, options, field);
  }

  /** The same address in another store, as when an alias is replaced by what it stands for. */
  public Reference withStore(String name) {
    return new Reference(name, path, options, pointer);
  }

  // By hand: what the compiler makes of a record is linked at run time, and the command starts with
  // it.
  @Override
  public boolean equals(Object other) {
    return other instanceof Reference that
        && store.equals(that.store)
        && path.equals(that.path)
        && options.equals(that.options)
        && pointer.equals(that.pointer);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + pointer.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(store).append(':');
    text.append(PercentCoding.encode(path.value(), "?#"));
    String separator = "?";
    for (Map.Entry<String, String> option : options.entrySet()) {
      text.append(separator).append(option.getKey()).append('=');
      text.append(PercentCoding.encode(option.getValue(), "&#"));
      separator = "&";
    }
    if (!pointer.isRoot()) {
      text.append('#').append(PercentCoding.encode(written(pointer), ""));
    }
    return text.toString();
  }

  /** A single key stands bare where that reads back as the same pointer. */
  private static String written(Pointer pointer) {
    List<String> tokens = pointer.tokens();
    boolean bare = tokens.size() == 1 && !tokens.get(0).isEmpty() && !tokens.get(0).startsWith("/");
    return bare ? tokens.get(0) : pointer.toString();
  }

  static Reference parseParts(String text) {
    int colon = text.indexOf(':');
    String store = colon < 0 ? "" : text.substring(0, colon);
    String rest = text.substring(colon + 1);

    int hash = rest.indexOf('#');
    String address = hash < 0 ? rest : rest.substring(0, hash);
    Pointer pointer = hash < 0 ? Pointer.root() : parsePointer(rest.substring(hash + 1));

    int question = address.indexOf('?');
    String path = question < 0 ? address : address.substring(0, question);
    Map<String, String> options =
        question < 0 ? Map.of() : parseOptions(address.substring(question + 1));
    return new Reference(store, SecretPath.of(PercentCoding.decode(path)), options, pointer);
  }

  private static Pointer parsePointer(String text) {
    if (text.isEmpty()) {
      throw new InvalidInputException(
          "nothing stands after '#'", "leave the '#' out for the whole");
    }
    return Pointer.parse(PercentCoding.decode(text));
  }

  private static Map<String, String> parseOptions(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : text.split("&", -1)) {
      int equals = option.indexOf('=');
      if (equals < 0) {
        throw new InvalidInputException("an option after '?' is written name=value");
      }
      String name = option.substring(0, equals);
      if (options.put(name, PercentCoding.decode(option.substring(equals + 1))) != null) {
        throw new InvalidInputException("an option is given twice");
      }
    }
    return options;
  }
}
