import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import * as fc from 'fast-check';
import { CHUNK_OVERHEAD_BYTES_MAX } from './chunked-body.ts';
import { HEADER_LINES_MAX, type ResponseHead } from './response-head.ts';
import { HEAD_BYTES_MAX, INFORMATIONAL_MAX, ResponseParser } from './response-parser.ts';

interface Parsed {
  readonly head: ResponseHead | undefined;
  readonly body: string;
  readonly code: string | undefined;
  readonly isComplete: boolean;
  readonly isExcessive: boolean;
}

/** What a parser makes of pieces, followed by the target's FIN. */
function parsed(pieces: readonly (string | Buffer)[], isHeadRequest = false, closes = true): Parsed {
  let head: ResponseHead | undefined;
  let body = '';
  const parser = new ResponseParser(
    {
      onHead: (found) => {
        head = found;
      },
      onBody: (bytes, from, to) => {
        body += bytes.toString('latin1', from, to);
      },
    },
    isHeadRequest,
  );
  for (const piece of pieces) parser.push(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
  if (closes) parser.end();
  const { isComplete, isExcessive } = parser;
  return { head, body, code: parser.failure?.code, isComplete, isExcessive };
}

const OK = 'HTTP/1.1 200 OK\r\n';

describe('an answer that is whole', () => {
  const cases: readonly [string, string, string][] = [
    ['by its length', `${OK}Content-Length: 5\r\n\r\nhello`, 'hello'],
    ['by its length, with more behind it', `${OK}Content-Length: 2\r\n\r\nhello`, 'he'],
    ['by the close', `${OK}\r\nhello`, 'hello'],
    ['in chunks', `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`, 'hello'],
    [
      'in chunks with extensions',
      `${OK}Transfer-Encoding: chunked\r\n\r\n2;a;b=c ;d="e;\\"f"\r\nhe\r\n0;x\r\n\r\n`,
      'he',
    ],
    ['in chunks with trailers', `${OK}Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nA: b\r\nC:\r\n\r\n`, 'x'],
    ['in chunks with blanks after the size', `${OK}Transfer-Encoding: chunked\r\n\r\n1 \t\r\nx\r\n000\r\n\r\n`, 'x'],
    [
      'in chunks although a length is given',
      `${OK}Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      '',
    ],
    [
      'in more chunks than a size has digits',
      `${OK}Transfer-Encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(20)}0\r\n\r\n`,
      'x'.repeat(20),
    ],
    ['with two equal lengths', `${OK}Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi`, 'hi'],
    ['with a list of equal lengths', `${OK}Content-Length: 2, 2\r\n\r\nhi`, 'hi'],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nhi', 'hi'],
    ['without reason phrase', 'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', ''],
    ['with line feeds alone', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nhi', 'hi'],
    ['after empty lines', `\r\n\r\n${OK}Content-Length: 2\r\n\r\nhi`, 'hi'],
    [
      'after 100 and 103',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n${OK}Content-Length: 2\r\n\r\nhi`,
      'hi',
    ],
    ['with no content (204)', 'HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc', ''],
    ['not modified (304)', 'HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n', ''],
    ['in another coding, up to the close', `${OK}Transfer-Encoding: chunked, gzip\r\n\r\nopaque`, 'opaque'],
  ];
  for (const [what, bytes, body] of cases) {
    test(what, () => {
      const answer = parsed([bytes]);
      assert.equal(answer.code, undefined);
      assert.equal(answer.isComplete, true);
      assert.equal(answer.body, body);
    });
  }

  test('to HEAD, whatever length it names', () => {
    const answer = parsed([`${OK}Content-Length: 5\r\n\r\n`], true, false);
    assert.equal(answer.isComplete, true);
    assert.equal(answer.body, '');
  });

  test('gives its headers in order, names in lower case, folded values unfolded', () => {
    const { head } = parsed([
      `${OK}Content-Type:\ttext/plain \r\nX-Long: a\r\n  b\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n`,
    ]);
    assert.deepEqual(head, {
      httpVersion: '1.1',
      statusCode: 200,
      reason: 'OK',
      fields: ['content-type', 'text/plain', 'x-long', 'a b', 'set-cookie', 'a=1', 'set-cookie', 'b=2'],
    });
  });
});

describe('an answer that breaks a rule', () => {
  const chunked = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
  const cases: readonly [string, string, string][] = [
    ['nothing at all', '', 'protocol.empty'],
    ['half a status line', 'HTTP/1.', 'protocol.truncated'],
    ['half the headers', `${OK}Content-`, 'protocol.truncated'],
    ['100 and nothing more', 'HTTP/1.1 100 Continue\r\n\r\n', 'protocol.truncated'],
    ['half the body', `${OK}Content-Length: 5\r\n\r\nhe`, 'protocol.truncated'],
    ['half a chunk', `${chunked}5\r\nhe`, 'protocol.truncated'],
    ['no last chunk', `${chunked}2\r\nhe\r\n`, 'protocol.truncated'],
    ['no line after the last chunk', `${chunked}2\r\nhe\r\n0\r\n`, 'protocol.truncated'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'protocol.malformed'],
    ['HTTP/2 spoken as text', 'HTTP/2.0 200 OK\r\n\r\n', 'protocol.malformed'],
    ['a status below 100', 'HTTP/1.1 099 Odd\r\n\r\n', 'protocol.malformed'],
    ['a status of four digits', 'HTTP/1.1 2000 Odd\r\n\r\n', 'protocol.malformed'],
    ['a reason glued to the status', 'HTTP/1.1 200OK\r\n\r\n', 'protocol.malformed'],
    ['NUL in the reason', 'HTTP/1.1 200 O\0K\r\n\r\n', 'protocol.malformed'],
    ['NUL in a header', `${OK}A: b\0c\r\n\r\n`, 'protocol.malformed'],
    ['a CR alone', `${OK}A: b\rc\r\n\r\n`, 'protocol.malformed'],
    ['a blank before the colon', `${OK}A : b\r\n\r\n`, 'protocol.malformed'],
    ['a header without colon', `${OK}Nothing\r\n\r\n`, 'protocol.malformed'],
    ['a header without name', `${OK}: b\r\n\r\n`, 'protocol.malformed'],
    ['a fold before any header', `${OK} a: b\r\n\r\n`, 'protocol.malformed'],
    ['a fold of blanks alone', `${OK}A: b\r\n \r\n\r\n`, 'protocol.malformed'],
    ['two different lengths', `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 'protocol.malformed'],
    ['a list of different lengths', `${OK}Content-Length: 1, 2\r\n\r\nab`, 'protocol.malformed'],
    ['a negative length', `${OK}Content-Length: -1\r\n\r\n`, 'protocol.malformed'],
    ['a length with a sign', `${OK}Content-Length: +1\r\n\r\na`, 'protocol.malformed'],
    ['an empty length', `${OK}Content-Length:\r\n\r\n`, 'protocol.malformed'],
    ['a length of 2^64', `${OK}Content-Length: 18446744073709551616\r\n\r\n`, 'protocol.malformed'],
    ['chunked twice', `${OK}Transfer-Encoding: chunked, chunked\r\n\r\n`, 'protocol.malformed'],
    ['a transfer coding that is no token', `${OK}Transfer-Encoding: chun ked\r\n\r\n`, 'protocol.malformed'],
    ['a chunk without size', `${chunked};x\r\n`, 'protocol.malformed'],
    ['a second chunk without size', `${chunked}1\r\na\r\n\r\n`, 'protocol.malformed'],
    ['a chunk size that is no number', `${chunked}xyz\r\n`, 'protocol.malformed'],
    ['a chunk size of 2^64', `${chunked}10000000000000000\r\n`, 'protocol.malformed'],
    ['a chunk size with a minus', `${chunked}-1\r\n`, 'protocol.malformed'],
    ['a chunk longer than its size', `${chunked}1\r\nab\r\n`, 'protocol.malformed'],
    ['a chunk size ended by a line feed alone', `${chunked}1\na\r\n0\r\n\r\n`, 'protocol.malformed'],
    ['an unclosed quote in an extension', `${chunked}1;a="b\r\n`, 'protocol.malformed'],
    ['an extension without name', `${chunked}1;\r\na\r\n0\r\n\r\n`, 'protocol.malformed'],
    ['a trailer without name', `${chunked}0\r\n: b\r\n\r\n`, 'protocol.malformed'],
    [
      'another protocol, switched to unasked',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n',
      'protocol.upgrade',
    ],
  ];
  for (const [what, bytes, code] of cases) {
    test(`${what} is ${code}`, () => {
      const answer = parsed([bytes]);
      assert.equal(answer.code, code);
      assert.equal(answer.isComplete, false);
    });
  }

  test('is told as soon as the first bytes show it, without waiting for a line to end', () => {
    assert.equal(parsed(['SSH-2.0'], false, false).code, 'protocol.malformed');
  });
});

describe('what a target can send is bounded', () => {
  test('a thousand Set-Cookie headers pass', () => {
    const { head, code } = parsed([`${OK}${'Set-Cookie: sid=0123456789\r\n'.repeat(1000)}Content-Length: 0\r\n\r\n`]);
    assert.equal(code, undefined);
    assert.equal(head!.fields.length, 2002);
  });

  test('ten thousand headers are refused', () => {
    assert.equal(parsed([`${OK}${'a:\r\n'.repeat(HEADER_LINES_MAX + 1)}\r\n`]).code, 'protocol.limit');
  });

  test('one header of a megabyte is refused', () => {
    assert.equal(parsed([`${OK}A: ${'b'.repeat(1e6)}`], false, false).code, 'protocol.limit');
  });

  test('status line and headers may be exactly as long as the limit', () => {
    const rest = HEAD_BYTES_MAX - `${OK}A: \r\n\r\n`.length;
    assert.equal(parsed([`${OK}A: ${'b'.repeat(rest)}\r\n\r\n`]).code, undefined);
    assert.equal(parsed([`${OK}A: ${'b'.repeat(rest + 1)}\r\n\r\n`]).code, 'protocol.limit');
  });

  test('twenty informational answers pass, more are refused', () => {
    const early = 'HTTP/1.1 103 Early Hints\r\n\r\n';
    assert.equal(parsed([`${early.repeat(INFORMATIONAL_MAX)}${OK}\r\n`]).code, undefined);
    assert.equal(parsed([early.repeat(INFORMATIONAL_MAX + 1)], false, false).code, 'protocol.limit');
  });

  test('chunk extensions without end are given up', () => {
    const head = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
    const answer = parsed([`${head}2;${'a'.repeat(CHUNK_OVERHEAD_BYTES_MAX + 1)}`], false, false);
    assert.equal(answer.isExcessive, true);
    assert.equal(answer.code, undefined);
  });

  test('trailers without end leave the body whole', () => {
    const head = `${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n`;
    const answer = parsed([head, 'a: b\r\n'.repeat(CHUNK_OVERHEAD_BYTES_MAX / 5)], false, false);
    assert.equal(answer.isComplete, true);
    assert.equal(answer.body, 'hi');
  });
});

const someAnswer = fc
  .oneof(
    fc.constantFrom(
      `${OK}Content-Length: 5\r\n\r\nhello`,
      `\r\n${OK}Transfer-Encoding: chunked\r\n\r\n5;a="b"\r\nhello\r\n0\r\nT: u\r\n\r\n`,
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 404 Not Found\nA: b\n c\n\nbody`,
      `${OK}A: b\rc\r\n\r\n`,
      'HTTP/1.1 2000\r\n\r\n',
    ),
    fc
      .array(
        fc.constantFrom('HTTP/1.1 200 OK', '\r\n', '\n', '\r', ' ', ':', 'A', 'Content-Length', '3', '\0', '1\r\nx'),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }).map((text) => `${OK}${text}`),
  )
  .map((text) => Buffer.from(text, 'latin1'));

test('any split of the same bytes gives the same result', () => {
  fc.assert(
    fc.property(someAnswer, fc.array(fc.nat(300), { maxLength: 20 }), fc.boolean(), (bytes, cuts, isHead) => {
      const places = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
      assert.deepEqual(parsed(pieces, isHead), parsed([bytes], isHead));
    }),
    { numRuns: 2000 },
  );
});

test('no bytes make the parser throw, and the close always ends it', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 5 }), fc.boolean(), (pieces, hasHead) => {
      const all = pieces.map((piece) => Buffer.from(piece));
      const answer = parsed(hasHead ? [`${OK}Transfer-Encoding: chunked\r\n\r\n`, ...all] : all);
      assert.ok(answer.code !== undefined || answer.isComplete || answer.isExcessive);
    }),
  );
});

interface RawCase {
  readonly id: string;
  readonly bytes_b64: string;
  readonly expected: { readonly verdict: string; readonly status: number | null; readonly body_b64?: string };
}

const corpus = sharedFile('corpora/http-raw-responses.json');

/** 101 is `complete` in the case files; a probe that asked for no upgrade takes it for a failure, with its status. */
function verdictOf(answer: Pick<Parsed, 'code' | 'isComplete'>, status: number | undefined): string {
  if (answer.code === undefined) return answer.isComplete ? 'complete' : 'unfinished';
  if (answer.code === 'protocol.upgrade' && status === 101) return 'complete';
  return answer.code === 'protocol.truncated' || answer.code === 'protocol.empty' ? 'truncated' : 'protocol_error';
}

const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  complete: ['complete'],
  complete_on_close: ['complete'],
  protocol_error: ['protocol_error'],
  truncated: ['truncated'],
  // We ask for no transfer coding and undo none: what is left is opaque, or chunks that are none.
  encoding_error: ['complete', 'protocol_error'],
  either: ['complete', 'protocol_error'],
};

describe('raw answers that parsers in the field were tested with', {
  skip: corpus === undefined && 'no case files beside the checkout',
}, () => {
  const { cases } = JSON.parse(corpus === undefined ? '{"cases":[]}' : readFileSync(corpus, 'utf8')) as {
    cases: RawCase[];
  };
  for (const { id, bytes_b64: base64, expected } of cases) {
    test(`${id}: ${expected.verdict}`, () => {
      const bytes = Buffer.from(base64, 'base64');
      const whole = parsed([bytes]);
      const verdict = verdictOf(whole, whole.head?.statusCode);
      assert.ok(ACCEPTED[expected.verdict]?.includes(verdict), `got ${verdict} (${whole.code})`);
      if (verdict === 'complete' && expected.status !== null) assert.equal(whole.head?.statusCode, expected.status);
      if (verdict === 'complete' && expected.body_b64 !== undefined && expected.verdict !== 'either') {
        assert.equal(whole.body, Buffer.from(expected.body_b64, 'base64').toString('latin1'));
      }
      const bytewise = parsed(Array.from(bytes, (_, i) => bytes.subarray(i, i + 1)));
      assert.deepEqual(bytewise, whole);
    });
  }
});
