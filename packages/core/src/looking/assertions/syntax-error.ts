import { onOneLine, quoted } from './excerpt.ts';

/** An assertion that cannot be used as it is written. The message names field, expectation and value. */
export class AssertionSyntaxError extends Error {
  /** The field of the assertion's settings: `expected`, `pattern`, `path`. */
  readonly field: string;
  readonly value: string;

  /**
   * @param expectation what the field must be, after "must be": "a number"
   * @param reason why the value is not that, where there is more to say
   */
  constructor(field: string, expectation: string, value: string, reason?: string) {
    super(
      `${field} must be ${expectation}, got ${quoted(value)}${reason === undefined ? '' : `: ${onOneLine(reason)}`}`,
    );
    this.name = 'AssertionSyntaxError';
    this.field = field;
    this.value = value;
  }
}
