package dev.secrets.testkit.document;

import dev.secrets.Pointer;
import dev.secrets.document.DocumentFormat;
import dev.secrets.testkit.DocumentFixture;
import dev.secrets.testkit.DocumentFormatContract;

final class YamlFlowContractTest extends DocumentFormatContract {

  @Override
  protected DocumentFixture fixture() {
    return DocumentFixture.of(
        DocumentFormat.YAML,
        "db: {\n  user: 'u', # why\n",
        "  password: old,\n",
        "  \"port\": 0644\n}\nafter: &x 1\nlast: *x\n",
        Pointer.of("db", "password"),
        Pointer.of("db", "new"));
  }
}
