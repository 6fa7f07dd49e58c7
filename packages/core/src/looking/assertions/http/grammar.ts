/** How expectations of a web server's answer are written. */
import { type Grammar, printComparison, printPattern } from '../../expect/grammar.ts';
import { printBytes, readBytes, readCount } from '../../expect/quantities.ts';
import { expectedHere, meaningOf, type Reader, readOperator, takeMatch } from '../../expect/reader.ts';
import {
  type Compared,
  readComparison,
  readExpected,
  readLeast,
  readMost,
  readNonEmpty,
  readPath,
  readPattern,
  readTime,
  VALUE_OPERATORS,
} from '../../expect/readings.ts';
import type { HttpAssertion } from './kinds.ts';

/** A token of RFC 9110, section 5.6.2; a `!` that belongs to `!=` is none of it. */
const HEADER_NAME = /(?:(?!!=)[\w!#$%&'*+.^`|~-])+/y;

export const HTTP_GRAMMAR: Grammar<HttpAssertion> = {
  subjects: {
    status: (reader) => ({ type: 'status_code', ...readStatus(reader) }),
    time: (reader) => ({ type: 'response_time', thresholdMs: readTime(reader) }),
    'time.warn': (reader) => ({ type: 'response_time_warn', warnMs: readTime(reader) }),
    json: (reader) => ({ type: 'json_path', path: readPath(reader), ...readComparison(reader) }),
    header: (reader) => ({ type: 'header_value', headerName: readHeaderName(reader), ...readComparison(reader) }),
    body: readBody,
    size: (reader) => ({ type: 'response_size', maxBytes: readMost(reader, readBytes) }),
    redirects: (reader) => ({ type: 'redirect_count', maxCount: readMost(reader, readCount) }),
    redirect: (reader) => ({ type: 'redirect_target', ...readComparison(reader) }),
    'tls.days': (reader) => ({ type: 'ssl_expiry', minDaysRemaining: readLeast(reader, readCount) }),
  },
  print: {
    status_code: (config) => `status ${printComparison(config)}`,
    response_time: ({ thresholdMs }) => `time <= ${thresholdMs}ms`,
    response_time_warn: ({ warnMs }) => `time.warn <= ${warnMs}ms`,
    body_contains: ({ substring }) => `body contains ${JSON.stringify(substring)}`,
    body_not_contains: ({ substring }) => `body not contains ${JSON.stringify(substring)}`,
    regex_body: ({ pattern }) => `body matches ${printPattern(pattern)}`,
    json_path: (config) => `json ${config.path} ${printComparison(config)}`,
    header_value: (config) => `header ${config.headerName} ${printComparison(config)}`,
    response_size: ({ maxBytes }) => `size <= ${printBytes(maxBytes)}`,
    redirect_count: ({ maxCount }) => `redirects <= ${maxCount}`,
    redirect_target: (config) => `redirect ${printComparison(config)}`,
    ssl_expiry: ({ minDaysRemaining }) => `tls.days >= ${minDaysRemaining}`,
  },
};

/** Of status codes `in` is a list, which is what `equals` takes. */
function readStatus(reader: Reader): Compared {
  const written = readOperator(reader, VALUE_OPERATORS);
  const operator = written === 'in' ? 'equals' : meaningOf(written);
  return { operator, expected: readExpected(reader, operator) };
}

function readBody(reader: Reader): HttpAssertion {
  const operator = readOperator(reader, ['contains', 'not contains', 'matches']);
  if (operator === 'matches') return { type: 'regex_body', pattern: readPattern(reader) };
  const substring = readNonEmpty(reader);
  return { type: operator === 'contains' ? 'body_contains' : 'body_not_contains', substring };
}

function readHeaderName(reader: Reader): string {
  const name = takeMatch(reader, HEADER_NAME)?.[0];
  if (name === undefined) throw expectedHere(reader, 'the name of a header');
  return name;
}
