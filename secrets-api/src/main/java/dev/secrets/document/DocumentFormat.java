package dev.secrets.document;

import java.util.Locale;
import java.util.Map;

/** The formats a secret's plaintext may have. */
public enum DocumentFormat {
  /** {@code NAME=value} lines as python-dotenv reads them. */
  DOTENV,
  /** YAML 1.1 as Ansible reads it. */
  YAML,
  JSON,
  /** Java properties. */
  PROPERTIES,
  /** Bytes without fields. */
  OPAQUE;

  /** The format that a file of this name has, going by its name alone. */
  public static DocumentFormat ofFileName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (name.endsWith(".yml") || name.endsWith(".yaml")) {
      return YAML;
    }
    if (name.endsWith(".json")) {
      return JSON;
    }
    if (name.endsWith(".properties")) {
      return PROPERTIES;
    }
    return name.equals(".env") || name.startsWith(".env.") || name.endsWith(".env")
        ? DOTENV
        : OPAQUE;
  }

  /** The format of a secret that has no file name: JSON if it is an object, else opaque. */
  public static DocumentFormat ofContent(byte[] content) {
    int at = 0;
    while (at < content.length && Character.isWhitespace(content[at])) {
      at++;
    }
    return at < content.length && content[at] == '{' ? JSON : OPAQUE;
  }

  Document read(byte[] content, Map<String, String> environment) {
    return switch (this) {
      case DOTENV -> text(new DotenvSyntax(environment), Source.utf8(content));
      case YAML -> yaml(Source.utf8(content));
      case JSON -> text(new JsonSyntax(), Source.utf8(content));
      case PROPERTIES -> text(new PropertiesSyntax(), Source.utf8OrLatin1(content));
      case OPAQUE -> OpaqueDocument.of(content);
    };
  }

  private Document yaml(Source source) {
    boolean json = Fields.looksLikeJson(source.text()) && JsonParsing.isPythonJson(source.text());
    return text(json ? new AnsibleJsonSyntax() : new YamlSyntax(), source);
  }

  private Document text(Syntax syntax, Source source) {
    return TextDocument.parse(this, syntax, source);
  }
}
