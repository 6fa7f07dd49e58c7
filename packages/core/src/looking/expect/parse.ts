/** The grammar in which people write assertions: `status=2xx`, `json $.status == "ok"`, `warn time < 300ms`. */
import type { Assertion, AssertionConfig } from '../assertion.ts';
import { compileCheck } from '../assertions/compile.ts';
import { AssertionSyntaxError } from '../assertions/syntax-error.ts';
import { type ExpectationProblem, ExpectationError, problemOf } from './problem.ts';
import { expectedHere, type Reader, readEnd, takeMatch } from './reader.ts';
import type { Grammar } from './grammar.ts';
import { SUBJECTS } from './grammars.ts';

type Subjects = Grammar<AssertionConfig>['subjects'];

const WARN = /warn(?=\s)/y;
const SUBJECT = /[a-z][a-z.]*/iy;

/**
 * Parses one expectation.
 *
 * ```
 * [warn] status    == != < <= > >= in range contains …   200  2xx  200-299  200,204
 * [warn] time      < <=                                  800ms  1.5s
 * [warn] json PATH == != < … contains matches exists …   $.items[0].id
 * [warn] header NAME == != contains matches exists …
 * [warn] body      contains | not contains | matches     "text"  /expression/i
 * [warn] size      < <=                                  200kB  1MiB
 * [warn] redirects < <=                                  3
 * [warn] redirect  == != contains matches exists …       https://shop.example/
 * [warn] tls.days  > >=                                  14
 * ```
 *
 * Those are of HTTP; each check type has words of its own (docs/expectations.md).
 *
 * `warn` makes a failure degrade instead of fail. Of whole things `<` and `>` leave out the bound itself: `tls.days > 14`
 * asks for 15 days. A time has no smallest step: `time < 800ms` and `time <= 800ms` both allow 800.
 * @param type the check type whose words are meant
 * @returns the assertion, or what is wrong and where
 * @example
 * parseExpectation('tls.days > 14'); // { config: { type: 'ssl_expiry', minDaysRemaining: 15 }, severity: 'fail' }
 */
export function parseExpectation(text: string, type = 'HTTP'): Assertion | ExpectationProblem {
  try {
    return readExpectation({ text, at: 0, valueAt: 0 }, SUBJECTS[type] ?? {});
  } catch (error) {
    if (error instanceof ExpectationError) return problemOf(text, error);
    throw error;
  }
}

function readExpectation(reader: Reader, subjects: Subjects): Assertion {
  const severity = takeMatch(reader, WARN) ? 'warn' : 'fail';
  const subject = takeMatch(reader, SUBJECT);
  const known = Object.keys(subjects).join(', ');
  if (!subject) throw expectedHere(reader, `one of ${known}`);
  const read = Object.hasOwn(subjects, subject[0]) ? subjects[subject[0]] : undefined;
  if (!read) throw new ExpectationError(subject.index, `unknown subject "${subject[0]}"`, `one of ${known}`);
  const config = read(reader);
  readEnd(reader);
  checkUsable(config, reader.valueAt);
  return { config, severity };
}

function checkUsable(config: AssertionConfig, offset: number): void {
  try {
    compileCheck(config);
  } catch (error) {
    if (error instanceof AssertionSyntaxError) throw new ExpectationError(offset, `${error.message},`);
    throw error;
  }
}
