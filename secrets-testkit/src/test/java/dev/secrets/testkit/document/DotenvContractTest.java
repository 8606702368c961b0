package dev.secrets.testkit.document;

import dev.secrets.Pointer;
import dev.secrets.document.DocumentFormat;
import dev.secrets.testkit.DocumentFixture;
import dev.secrets.testkit.DocumentFormatContract;

final class DotenvContractTest extends DocumentFormatContract {

  @Override
  protected DocumentFixture fixture() {
    return DocumentFixture.of(
            DocumentFormat.DOTENV,
            "# settings\nexport LEVEL=debug  # loud\n\nJSON='{\n \"a\": 1}'\n",
            "PASSWORD = \"old\"   # of the database\n",
            "NO_VALUE\nREFERS=${PASSWORD}-${LEVEL}\n# end é😀\n",
            Pointer.of("PASSWORD"),
            Pointer.of("NEW"))
        .declares(DocumentFixture.Limit.NO_NUL);
  }
}
