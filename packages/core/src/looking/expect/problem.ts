import { onOneLine } from '../assertions/excerpt.ts';

/** Why a text is no expectation. */
export interface ExpectationProblem {
  /** A line for a person: `'tim < 5': unknown subject "tim" at column 1; expected one of status, time, …`. */
  readonly problem: string;
  /** Where in the text, counted in UTF-16 units from 1. */
  readonly column: number;
}

/** Ends the parsing; never leaves this folder. */
export class ExpectationError extends Error {
  /** In UTF-16 units, from 0. */
  readonly offset: number;
  readonly expected: string | undefined;

  /**
   * @param wrong what came: `unknown subject "tim"`
   * @param expected what could have stood there instead, where that is not said yet
   */
  constructor(offset: number, wrong: string, expected?: string) {
    super(wrong);
    this.name = 'ExpectationError';
    this.offset = offset;
    this.expected = expected;
  }
}

export function problemOf(text: string, { message, offset, expected }: ExpectationError): ExpectationProblem {
  const column = offset + 1;
  const hint = expected === undefined ? '' : `; expected ${expected}`;
  return { problem: `'${onOneLine(text)}': ${message} at column ${column}${hint}`, column };
}
