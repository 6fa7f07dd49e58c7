/** Numbers as people and headers write them. */

const DECIMAL = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
const NUMBER = new RegExp(`^${DECIMAL}$`);
const RANGE = new RegExp(String.raw`^(${DECIMAL})\s*(?:-|\.\.)\s*(${DECIMAL})$`);

/** The value of a decimal number, blanks around it aside; undefined for any other text. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed) : undefined;
}

/** The bounds of `200-299`, `0.5..1.5`, `-5 - -1`; undefined where they are no numbers or in the wrong order. */
export function rangeOf(text: string): readonly [from: number, to: number] | undefined {
  const found = RANGE.exec(text.trim());
  if (!found) return undefined;
  const from = Number(found[1]);
  const to = Number(found[2]);
  return from <= to ? [from, to] : undefined;
}
