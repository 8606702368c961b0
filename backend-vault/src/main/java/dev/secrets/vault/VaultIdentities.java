package dev.secrets.vault;

import dev.secrets.InvalidInputException;
import dev.secrets.spi.BackendContext;
import dev.secrets.vault.AnsibleConfig.Setting;
import dev.secrets.vault.VaultSecret.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The vault identities that options, environment and {@code ansible.cfg} declare, in order. */
final class VaultIdentities {

  private static final Set<String> YES = Set.of("", "1", "true", "t", "yes", "y", "on");
  private static final Set<String> NO = Set.of("0", "false", "f", "no", "n", "off");

  private final BackendContext context;
  private final AnsibleConfig config;
  private final AnsiblePath paths;
  private final String identity;

  private VaultIdentities(BackendContext context, AnsibleConfig config) {
    this.context = context;
    this.config = config;
    paths = AnsiblePath.of(context);
    identity = config.find("vault_identity").map(Setting::text).orElse("default");
  }

  static VaultIdentities of(BackendContext context) {
    return new VaultIdentities(context, AnsibleConfig.of(context));
  }

  /** How passwords are matched; an option wins over a setting. */
  VaultPolicy policy() {
    String writing = text("encrypt-vault-id", "vault_encrypt_identity").orElse("");
    return new VaultPolicy(identity, writing, isOn("vault-id-match", "vault_id_match"));
  }

  /** What is declared, in the order in which passwords are tried. */
  List<VaultIdentity> declared() {
    List<VaultIdentity> declared = new ArrayList<>();
    config.find("vault_identity_list").ifPresent(list -> addList(declared, list));
    for (String slug : context.options("vault-id")) {
      declared.add(labelled(slug, context.directory(), Origin.CALL));
    }
    for (String file : context.options("vault-password-file")) {
      declared.add(unlabelled(file, context.directory(), Origin.CALL));
    }
    config
        .find("vault_password_file")
        .map(file -> unlabelled(file.text(), file.base(), Origin.CONFIGURATION))
        .ifPresent(declared::add);
    if (isOn("ask-vault-pass", "ask_vault_pass")) {
      declared.add(asked(PasswordPrompt.plain(context.prompter(), identity)));
    }
    return declared;
  }

  /** The files and scripts among them, whether or not they are there. */
  List<Path> files() {
    return declared().stream().flatMap(identity -> identity.source().file().stream()).toList();
  }

  /**
   * Where the new password of a rekeying comes from: what is named for it, else what is configured
   * for any use, else the person at the terminal. An explicit label to encrypt with may also be one
   * of the configured list.
   */
  List<VaultIdentity> renewed() {
    List<VaultIdentity> renewed = new ArrayList<>();
    if (!policy().writingLabel().isEmpty()) {
      config.find("vault_identity_list").ifPresent(list -> addList(renewed, list));
    }
    for (String slug : context.options("new-vault-id")) {
      renewed.add(labelled(slug, context.directory(), Origin.CALL));
    }
    for (String file : context.options("new-vault-password-file")) {
      renewed.add(unlabelled(file, context.directory(), Origin.CALL));
    }
    if (renewed.isEmpty()) {
      config
          .find("vault_password_file")
          .map(file -> unlabelled(file.text(), file.base(), Origin.CONFIGURATION))
          .ifPresent(renewed::add);
    }
    return renewed.isEmpty() ? List.of(unconfigured()) : renewed;
  }

  /** What stands in for them when nothing is declared: the person at the terminal. */
  VaultIdentity unconfigured() {
    return asked(PasswordPrompt.unconfigured(context.prompter(), identity));
  }

  private VaultIdentity asked(PasswordPrompt prompt) {
    return new VaultIdentity(identity, Origin.CALL, prompt);
  }

  private void addList(List<VaultIdentity> declared, Setting list) {
    for (String slug : list.text().split("[,\n]", -1)) {
      if (!slug.isBlank()) {
        declared.add(labelled(slug.strip(), base(slug.strip(), list), Origin.CONFIGURATION));
      }
    }
  }

  // Ansible starts these paths at the working directory, unlike all others of the file: both work.
  private Path base(String slug, Setting list) {
    String source = slug.substring(slug.indexOf('@') + 1);
    return Files.exists(paths.resolve(source, list.base())) ? list.base() : context.directory();
  }

  /** {@code LABEL@SOURCE}, split at the first {@code @}; all of it is the source without one. */
  private VaultIdentity labelled(String slug, Path base, Origin origin) {
    if (slug.indexOf(';') >= 0) {
      throw new InvalidInputException("the vault id '" + slug + "' has a ';' in it");
    }
    int at = slug.indexOf('@');
    String label = slug.substring(0, Math.max(0, at));
    requireLabelOfClient(slug, label, base);
    PasswordSource source = source(slug.substring(at + 1), label, base);
    return new VaultIdentity(label.isEmpty() ? identity : label, origin, source);
  }

  /** Ansible calls such a script without the label that it serves by, so it can only fail. */
  private void requireLabelOfClient(String slug, String label, Path base) {
    String source = slug.substring(slug.indexOf('@') + 1);
    if (label.isEmpty() && PasswordScript.isClient(paths.resolve(source, base))) {
      throw new InvalidInputException(
          "the vault id '" + slug + "' names a client script and no label",
          "write it as LABEL@" + source + ": the script is asked for the password of a label");
    }
  }

  private VaultIdentity unlabelled(String file, Path base, Origin origin) {
    return new VaultIdentity(identity, origin, source(file, identity, base));
  }

  private PasswordSource source(String text, String label, Path base) {
    return switch (text) {
      case "prompt" ->
          PasswordPrompt.labelled(context.prompter(), label.isEmpty() ? identity : label);
      case "prompt_ask_vault_pass" -> PasswordPrompt.plain(context.prompter(), identity);
      default -> fileOrScript(paths.resolve(text, base), label);
    };
  }

  private PasswordSource fileOrScript(Path path, String label) {
    return Files.isRegularFile(path) && Files.isExecutable(path)
        ? new PasswordScript(context, path, label)
        : new PasswordFile(path);
  }

  private Optional<String> text(String option, String setting) {
    return context.option(option).or(() -> config.find(setting).map(Setting::text));
  }

  private boolean isOn(String option, String setting) {
    Optional<String> text =
        text(option, setting).map(value -> value.strip().toLowerCase(Locale.ROOT));
    if (text.filter(value -> !YES.contains(value) && !NO.contains(value)).isPresent()) {
      throw new InvalidInputException("'" + setting + "' is neither true nor false");
    }
    return text.filter(YES::contains).isPresent();
  }
}
