/** Where the body of an answer ends: RFC 9112 section 6.3. Pure. */
import { excerptOfLine } from './header-bytes.ts';
import { joinedValue, type ResponseHead } from './response-head.ts';

/** How the end of a body is found. */
export type BodyFraming =
  | { readonly type: 'none' }
  | { readonly type: 'length'; readonly bytes: number }
  | { readonly type: 'chunked' }
  | { readonly type: 'close' }
  | { readonly type: 'malformed'; readonly detail: string };

const NONE: BodyFraming = { type: 'none' };
const CLOSE: BodyFraming = { type: 'close' };
const CHUNKED: BodyFraming = { type: 'chunked' };
/** transfer-coding of RFC 9112 section 7, parameters included. */
const CODING = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:[ \t]*;[^,]*)?$/;

/** @param isHeadRequest an answer to HEAD has the headers of a body that does not come */
export function framingOf(head: ResponseHead, isHeadRequest: boolean): BodyFraming {
  const { fields, statusCode } = head;
  const coding = joinedValue(fields, 'transfer-encoding');
  const length = joinedValue(fields, 'content-length');
  const byCoding = coding === undefined ? undefined : framingByCoding(coding);
  // A contradiction in the lengths is an error even where Transfer-Encoding or the status overrides them.
  const byLength = length === undefined ? CLOSE : framingByLength(length);
  const framing = byLength.type === 'malformed' ? byLength : (byCoding ?? byLength);
  if (framing.type === 'malformed') return framing;
  return isHeadRequest || statusCode === 204 || statusCode === 304 ? NONE : framing;
}

/** We ask for no transfer coding; with any other than `chunked` last, the body is whatever comes until the close. */
function framingByCoding(value: string): BodyFraming {
  const codings = value
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '');
  const wrong = codings.find((coding) => !CODING.test(coding));
  if (wrong !== undefined) return malformed(`the transfer coding ${excerptOfLine(wrong)} is not a token`);
  const chunkedAt = codings.indexOf('chunked');
  if (chunkedAt === -1 || codings.at(-1) !== 'chunked') return CLOSE;
  return chunkedAt === codings.length - 1 ? CHUNKED : malformed('the body is said to be chunked twice');
}

/** Several equal lengths are one (RFC 9112 section 6.3); two different ones are an attack or a fault. */
function framingByLength(value: string): BodyFraming {
  const lengths = value.includes(',') ? value.split(',').map((one) => one.replace(/^[ \t]+|[ \t]+$/g, '')) : [value];
  const [first] = lengths;
  if (first === undefined || !lengths.every((one) => /^[0-9]{1,20}$/.test(one))) {
    return malformed(`the Content-Length is ${excerptOfLine(value)}`);
  }
  const bytes = Number(first);
  if (!lengths.every((one) => Number(one) === bytes))
    return malformed(`the Content-Lengths ${excerptOfLine(value)} differ`);
  if (!Number.isSafeInteger(bytes)) return malformed(`the Content-Length is ${excerptOfLine(value)}`);
  return { type: 'length', bytes };
}

function malformed(detail: string): BodyFraming {
  return { type: 'malformed', detail };
}
