import { fit, onOneLine, widthOf } from './width.ts';

/** Rows of cells as lines whose columns stand below each other; the last column is as wide as it likes. Pure. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const clean = rows.map((row) => row.map(onOneLine));
  const columns = Math.max(0, ...clean.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_none, column) =>
    Math.max(0, ...clean.map((row) => widthOf(row[column] ?? ''))),
  );
  return clean.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : fit(cell, widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
