package dev.secrets.testkit.document;

import dev.secrets.Pointer;
import dev.secrets.document.DocumentFormat;
import dev.secrets.testkit.DocumentFixture;
import dev.secrets.testkit.DocumentFormatContract;

final class AnsibleJsonContractTest extends DocumentFormatContract {

  @Override
  protected DocumentFixture fixture() {
    return DocumentFixture.of(
        DocumentFormat.YAML,
        "{\n  \"a\" : [1,  2.50, {\"é😀\": null}],\n",
        "  \"password\": {\"__ansible_vault\": \"$ANSIBLE_VAULT;1.1;AES256\\n61\"},\n",
        "  \"escaped\": \"\\u00e9\\/\",\n  \"last\": true\n}\n",
        Pointer.of("password"),
        Pointer.of("new"));
  }
}
