package dev.secrets.testkit.document;

import dev.secrets.Pointer;
import dev.secrets.document.DocumentFormat;
import dev.secrets.testkit.DocumentFixture;
import dev.secrets.testkit.DocumentFormatContract;

final class PropertiesContractTest extends DocumentFormatContract {

  @Override
  protected DocumentFixture fixture() {
    return DocumentFixture.of(
            DocumentFormat.PROPERTIES,
            "# settings é😀\na.b : 1\n! more\n",
            "password = old\n",
            "long value \\\n   goes on\nempty\nlast=\\u00e9\n",
            Pointer.of("password"),
            Pointer.of("new"))
        .declares(DocumentFixture.Limit.ANY_BYTES_ARE_TEXT);
  }
}
