package dev.secrets.cli;

import java.util.List;

/** Rows of text in columns as wide as they need to be. */
final class Table {

  private static final String GAP = "  ";

  private Table() {}

  static String of(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = OneLine.of(row.get(column));
        line.append(cell).append(" ".repeat(width(rows, column) - cell.length())).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> OneLine.of(row.get(column)).length())
        .max()
        .orElse(0);
  }
}
