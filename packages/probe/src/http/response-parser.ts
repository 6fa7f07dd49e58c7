/**
 * An HTTP/1.x answer, from bytes as they come to head and stretches of body. Pure: no socket, no clock, no copy of the
 * body. Any split of the same bytes gives the same result.
 */
import { failure, type Failure, type FailureCode } from '@upwatch/core';
import { type BodyFraming, framingOf } from './body-framing.ts';
import { ChunkedBody } from './chunked-body.ts';
import { CR, excerptOfLine, isValueByte, LF } from './header-bytes.ts';
import { addHeaderLine, mayBecomeStatusLine, readStatusLine, type ResponseHead } from './response-head.ts';

/** Status lines and headers together, informational answers included, bytes. */
export const HEAD_BYTES_MAX = 65_536;
/** Informational answers (1xx) before the final one. */
export const INFORMATIONAL_MAX = 20;

/** Hears what the parser finds. */
export interface ResponseSink {
  /** The final status line and headers. */
  onHead(head: ResponseHead): void;
  /** Bytes `from` to `to` belong to the body; they are valid during the call only. */
  onBody(bytes: Buffer, from: number, to: number): void;
}

type State = 'head' | 'length' | 'chunked' | 'close' | 'over';

export class ResponseParser {
  /** Set once the answer breaks a rule; what follows is ignored. */
  failure: Failure | undefined;
  /** The last byte of the answer has come. */
  isComplete = false;
  /** The body goes on for ever in a part that nobody reads: chunk extensions. */
  isExcessive = false;
  readonly #sink: ResponseSink;
  readonly #isHeadRequest: boolean;
  #state: State = 'head';
  #start: Omit<ResponseHead, 'fields'> | undefined;
  #fields: string[] = [];
  #carried = '';
  #isAfterCr = false;
  #headBytes = 0;
  #informational = 0;
  #framing: BodyFraming = { type: 'none' };
  #bodyBytes = 0;
  #left = 0;
  #chunked: ChunkedBody | undefined;

  constructor(sink: ResponseSink, isHeadRequest: boolean) {
    this.#sink = sink;
    this.#isHeadRequest = isHeadRequest;
  }

  /** Nothing of the final answer has come yet. */
  get isBeforeAnswer(): boolean {
    return this.#state === 'head' && this.#start === undefined && this.#carried === '';
  }

  /** How far the answer came, for a message. */
  get progress(): string {
    if (this.#state === 'head') {
      return this.#headBytes === 0 ? 'nothing came' : `${this.#headBytes} bytes of status line and headers came`;
    }
    const { type } = this.#framing;
    if (type === 'length') return `${this.#bodyBytes} of ${this.#bodyBytes + this.#left} body bytes came`;
    return `${this.#bodyBytes} body bytes came, ${type === 'chunked' ? 'the last chunk did not' : 'no end'}`;
  }

  /** Takes the next bytes in. */
  push(bytes: Buffer, from = 0, to = bytes.length): void {
    let at = from;
    while (at < to && this.#state !== 'over') {
      if (this.#state === 'head') at = this.#pushHead(bytes, at, to);
      else at = this.#pushBody(bytes, at, to);
    }
  }

  /** The target has closed the connection. */
  end(): void {
    if (this.#state === 'over') return;
    if (this.#state === 'close') this.#complete();
    else if (this.#state !== 'head') this.#fail('protocol.truncated', this.progress);
    else if (this.#headBytes === 0) this.#fail('protocol.empty');
    else this.#fail('protocol.truncated', this.progress);
  }

  #pushHead(bytes: Buffer, from: number, to: number): number {
    const end = Math.min(to, from + HEAD_BYTES_MAX - this.#headBytes);
    const text = headText(bytes, from, end);
    let lineStart = from;
    let isAfterCr = this.#isAfterCr;
    for (let at = from; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === LF) {
        this.#headBytes += at + 1 - lineStart;
        this.#isAfterCr = false;
        // The CR may have come with the bytes before these, and was not carried then.
        this.#line(this.#withCarried(text.slice(lineStart - from, (isAfterCr && at > from ? at - 1 : at) - from)));
        // After an informational answer the text in hand is used up too.
        if (this.#state !== 'head' || !this.#start) return at + 1;
        isAfterCr = false;
        lineStart = at + 1;
      } else if (isAfterCr) return this.#failHead('a CR without LF in status line or headers', to);
      else if (byte === CR) isAfterCr = true;
      else if (!isValueByte(byte)) return this.#failHead('a control character in status line or headers', to);
    }
    this.#isAfterCr = isAfterCr;
    if (lineStart < end) this.#carry(text.slice(lineStart - from), isAfterCr);
    if (end < to && this.#state === 'head') {
      this.#fail('protocol.limit', `status line and headers exceed ${HEAD_BYTES_MAX} bytes`);
    }
    return to;
  }

  #withCarried(line: string): string {
    if (this.#carried === '') return line;
    const whole = this.#carried + line;
    this.#carried = '';
    return whole;
  }

  /** Keeps the beginning of a line until the rest comes. */
  #carry(text: string, isAfterCr: boolean): void {
    this.#headBytes += text.length;
    this.#carried += isAfterCr ? text.slice(0, -1) : text;
    // Said at once: a target that speaks something else may well wait for an answer instead of ending its line.
    if (!this.#start && !mayBecomeStatusLine(this.#carried)) this.#failStatusLine(this.#carried);
  }

  #line(line: string): void {
    if (!this.#start) return this.#statusLine(line);
    if (line === '') return this.#endHead({ ...this.#start, fields: this.#fields });
    const wrong = addHeaderLine(this.#fields, line);
    if (wrong !== undefined) this.#fail(wrong.startsWith('more than') ? 'protocol.limit' : 'protocol.malformed', wrong);
  }

  #statusLine(line: string): void {
    // RFC 9112 section 2.2 lets a client skip an empty line here; the head's size bounds how many.
    if (line === '') return;
    this.#start = readStatusLine(line);
    if (!this.#start) this.#failStatusLine(line);
  }

  #endHead(head: ResponseHead): void {
    if (head.statusCode === 101) {
      this.#sink.onHead(head);
      return this.#fail('protocol.upgrade', `to ${excerptOfLine(upgradeOf(head))}`);
    }
    if (head.statusCode < 200) return this.#skipInformational();
    const framing = framingOf(head, this.#isHeadRequest);
    if (framing.type === 'malformed') return this.#fail('protocol.malformed', framing.detail);
    this.#framing = framing;
    this.#beginBody(framing);
    this.#sink.onHead(head);
  }

  #skipInformational(): void {
    this.#informational++;
    this.#start = undefined;
    this.#fields = [];
    if (this.#informational > INFORMATIONAL_MAX) {
      this.#fail('protocol.limit', `more than ${INFORMATIONAL_MAX} informational answers (1xx)`);
    }
  }

  #beginBody(framing: Exclude<BodyFraming, { type: 'malformed' }>): void {
    switch (framing.type) {
      case 'none':
        return this.#complete();
      case 'length':
        this.#left = framing.bytes;
        this.#state = 'length';
        if (framing.bytes === 0) this.#complete();
        return;
      case 'chunked':
        this.#chunked = new ChunkedBody();
        this.#state = 'chunked';
        return;
      case 'close':
        this.#state = 'close';
    }
  }

  #pushBody(bytes: Buffer, from: number, to: number): number {
    if (this.#chunked) return this.#pushChunked(this.#chunked, bytes, from, to);
    const end = this.#state === 'length' ? Math.min(to, from + this.#left) : to;
    this.#takeBody(bytes, from, end);
    if (this.#state !== 'length') return end;
    this.#left -= end - from;
    if (this.#left === 0) this.#complete();
    return end;
  }

  #pushChunked(chunked: ChunkedBody, bytes: Buffer, from: number, to: number): number {
    chunked.push(bytes, from, to, (start, end) => this.#takeBody(bytes, start, end));
    if (chunked.end === 'malformed') this.#fail('protocol.malformed', chunked.detail);
    else if (chunked.end === 'done' || (chunked.end === 'excess' && chunked.hasWholeBody)) this.#complete();
    else if (chunked.end === 'excess') {
      this.isExcessive = true;
      this.#state = 'over';
    }
    return to;
  }

  #takeBody(bytes: Buffer, from: number, to: number): void {
    this.#bodyBytes += to - from;
    this.#sink.onBody(bytes, from, to);
  }

  #complete(): void {
    this.#state = 'over';
    this.isComplete = true;
  }

  #failStatusLine(line: string): void {
    this.#fail('protocol.malformed', `the first line is ${excerptOfLine(line)}`);
  }

  #failHead(detail: string, to: number): number {
    this.#fail('protocol.malformed', detail);
    return to;
  }

  #fail(code: FailureCode, detail?: string): void {
    this.#state = 'over';
    this.failure = failure(code, detail);
  }
}

/** Decoded once for all lines, and without the body that may follow. */
function headText(bytes: Buffer, from: number, end: number): string {
  const blankLine = bytes.indexOf('\r\n\r\n', from, 'latin1');
  return bytes.toString('latin1', from, blankLine === -1 ? end : Math.min(end, blankLine + 4));
}

function upgradeOf(head: ResponseHead): string {
  const at = head.fields.indexOf('upgrade');
  return at === -1 ? 'an unnamed protocol' : (head.fields[at + 1] ?? '');
}
