/** The text is not a JSONPath query of RFC 9535. */
export class JsonPathSyntaxError extends Error {
  /** Where in the text, counted in UTF-16 units from 0. */
  readonly offset: number;
  /** What could have stood there. */
  readonly expected: string;

  constructor(text: string, offset: number, expected: string) {
    const came = offset < text.length ? `"${String.fromCodePoint(text.codePointAt(offset) ?? 0)}"` : 'the end';
    super(`expected ${expected} at character ${offset + 1}, got ${came}`);
    this.name = 'JsonPathSyntaxError';
    this.offset = offset;
    this.expected = expected;
  }
}
