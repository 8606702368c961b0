package dev.secrets.cli;

import dev.secrets.inspect.Keeping;
import dev.secrets.inspect.ProjectStatus;
import dev.secrets.inspect.ProjectStatus.Kept;
import dev.secrets.inspect.ProjectStatus.KeptFile;
import dev.secrets.project.SecretFile.Sensitivity;

/** The status as one page that needs nothing else: no script, no font, no network. */
final class StatusPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 100rem; padding: 0 1rem; }
      h1 { font-size: 1.5rem; margin-bottom: 0; }
      h2 { font-size: 1.1rem; margin-top: 2rem; }
      p { margin-top: .25rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      th, td { border-bottom: 1px solid #8884; padding: .35rem .5rem; text-align: left; }
      tr > :first-child { position: sticky; left: 0; background: Canvas; }
      tbody th { font: 13px/1.5 ui-monospace, monospace; min-width: 12rem; max-width: 22rem; overflow-wrap: anywhere; }
      .state { border-radius: 1rem; padding: .1rem .6rem; white-space: nowrap; font-size: .85rem; }
      .good { background: #1a7f3726; color: light-dark(#116329, #7ee2a8); }
      .watch { background: #bf870026; color: light-dark(#7d4e00, #f2cc60); }
      .bad { background: #cf222e26; color: light-dark(#a40e26, #ff9a92); }
      .none { opacity: .5; }
      """;

  private final StringBuilder page = new StringBuilder();

  private StatusPage() {}

  static String of(ProjectStatus status) {
    StatusPage page = new StatusPage();
    page.write(status);
    return page.page.toString();
  }

  private void write(ProjectStatus status) {
    String title = escaped("Secrets of " + status.project());
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(title)
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(title)
        .append("</h1>\n")
        .append("<p>Names and where they are kept; no values. ")
        .append("<span class=\"state good\">encrypted, or in another store</span> ")
        .append("<span class=\"state watch\">readable on this machine, or in part</span> ")
        .append("<span class=\"state bad\">git has it in plaintext, or would take it</span></p>\n");
    secrets(status);
    files(status);
    if (!status.unopened().isEmpty()) {
      page.append("<h2>Not opened</h2>\n<ul>\n");
      status.unopened().forEach((what, why) -> item(what + ": " + why));
      page.append("</ul>\n");
    }
    page.append("</body>\n</html>\n");
  }

  private void secrets(ProjectStatus status) {
    page.append("<h2>Secrets</h2>\n<div class=\"wide\"><table>\n<thead><tr>");
    head("Secret");
    head("Kind");
    status.environments().forEach(this::head);
    page.append("</tr></thead>\n<tbody>\n");
    StatusCommand.rows(status)
        .forEach(
            (key, cells) -> {
              page.append("<tr><th scope=\"row\">").append(escaped(key.name())).append("</th>");
              cell("", key.kind());
              for (String environment : status.environments()) {
                Kept kept = cells.get(environment);
                if (kept == null) {
                  cell("none", "–");
                } else {
                  boolean plain = kept.sensitivity() == Sensitivity.PLAIN;
                  String rating = plain ? "none" : rating(kept.state());
                  state(rating, StatusCommand.cell(kept), kept.reference());
                }
              }
              page.append("</tr>\n");
            });
    page.append("</tbody>\n</table></div>\n");
  }

  private void files(ProjectStatus status) {
    page.append("<h2>Files</h2>\n<div class=\"wide\"><table>\n<thead><tr>");
    head("File");
    head("Method");
    head("State");
    page.append("</tr></thead>\n<tbody>\n");
    for (KeptFile file : status.files()) {
      page.append("<tr><th scope=\"row\">").append(escaped(file.file().path())).append("</th>");
      cell("", file.method());
      if (file.file().isSecret()) {
        state(rating(file.state()), StatusCommand.state(file), file.file().path());
      } else {
        cell("none", StatusCommand.state(file));
      }
      page.append("</tr>\n");
    }
    page.append("</tbody>\n</table></div>\n");
  }

  private static String rating(Keeping state) {
    return switch (state) {
      case ENCRYPTED, REMOTE -> "good";
      case TRACKED, UNTRACKED -> "bad";
      case ABSENT -> "none";
      default -> "watch";
    };
  }

  private void state(String rating, String text, String title) {
    page.append("<td><span class=\"state ")
        .append(rating)
        .append("\" title=\"")
        .append(escaped(title))
        .append("\">")
        .append(escaped(text))
        .append("</span></td>");
  }

  private void head(String text) {
    page.append("<th scope=\"col\">").append(escaped(text)).append("</th>");
  }

  private void cell(String rating, String text) {
    page.append("<td class=\"").append(rating).append("\">").append(escaped(text)).append("</td>");
  }

  private void item(String text) {
    page.append("<li>").append(escaped(text)).append("</li>\n");
  }

  private static String escaped(String text) {
    return OneLine.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
