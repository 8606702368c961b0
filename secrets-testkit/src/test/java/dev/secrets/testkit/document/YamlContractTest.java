package dev.secrets.testkit.document;

import dev.secrets.Pointer;
import dev.secrets.document.DocumentFormat;
import dev.secrets.testkit.DocumentFixture;
import dev.secrets.testkit.DocumentFormatContract;

final class YamlContractTest extends DocumentFormatContract {

  @Override
  protected DocumentFixture fixture() {
    return DocumentFixture.of(
        DocumentFormat.YAML,
        "# settings é😀\nbase: &base\n  a:   1   # aligned\n  b: [x, 'y']\ndb:\n  <<: *base\n",
        "  password: old\n",
        "  quoted: \"\\u00e9\"\n  # between\n  block: |\n    one\n\n    two\nlist:\n- a\n- b\n",
        Pointer.of("db", "password"),
        Pointer.of("db", "new"));
  }
}
