/** MCP's transport "streamable HTTP": each message is a POST, its answer JSON or a stream of events that holds it. */
import type { Failure, Phases } from '@upwatch/core';
import type { CheckEnv } from '../check.ts';
import type { HttpConfig } from '../http/http-config.ts';
import { lookHttp } from '../http/look.ts';
import { failure } from '@upwatch/core';
import type { Sample } from '../port.ts';
import { type JsonMap, notificationText, ProtocolError, requestText, resultIn } from './json-rpc.ts';
import type { McpOverHttp } from './mcp-config.ts';
import type { McpTransport } from './session.ts';

/** Of one answer, decoded bytes: a server with a thousand tools and their schemas. */
const ANSWER_BYTES_MAX = 4 * 1_048_576;
const SESSION_HEADER = 'mcp-session-id';
const VERSION_HEADER = 'mcp-protocol-version';
const PRINTABLE = /^[\x21-\x7e]{1,1000}$/;

/** The look failed below MCP, or the web server in front refused it. */
export class HttpLookError extends Error {
  override readonly name = 'HttpLookError';
  readonly failure: Failure;

  constructor(reason: Failure) {
    super(reason.message);
    this.failure = reason;
  }
}

/** Each request is a look of the HTTP check: the same bounds, TLS rules, redirects and failures. */
export class OverHttp implements McpTransport {
  readonly #config: McpOverHttp;
  readonly #env: CheckEnv;
  #session: string | undefined;
  #version: string | undefined;
  #id = 0;
  /** Of the last request. */
  last: Sample | undefined;
  /** Of all requests together. */
  phases: Phases = { totalMs: 0 };

  constructor(config: McpOverHttp, env: CheckEnv) {
    this.#config = config;
    this.#env = env;
  }

  async request(method: string, params: JsonMap): Promise<JsonMap> {
    const id = ++this.#id;
    const sample = await this.#send(requestText(id, method, params), 'POST');
    const type = sample.facts.headers?.['content-type'] ?? '';
    const text = new TextDecoder().decode(sample.body);
    const messages = type.startsWith('text/event-stream') ? eventsIn(text) : [text];
    for (const message of messages) {
      const result = resultIn(message, { id, method });
      if (result) return this.#took(sample, result);
    }
    throw new ProtocolError(`${method}: there is no answer among ${messages.length} messages`);
  }

  async notify(method: string): Promise<void> {
    await this.#send(notificationText(method), 'POST');
  }

  agreed(protocolVersion: string): void {
    this.#version = protocolVersion;
  }

  /** Ends the session where there is one; whether the server likes that changes nothing. */
  async end(): Promise<void> {
    if (this.#session !== undefined) await lookHttp(this.#requestOf('', 'DELETE'), { ...this.#env, wantsBody: false });
  }

  #took(sample: Sample, result: JsonMap): JsonMap {
    const session = sample.facts.headers?.[SESSION_HEADER];
    if (session !== undefined && PRINTABLE.test(session)) this.#session ??= session;
    return result;
  }

  async #send(body: string, method: string): Promise<Sample> {
    const sample = await lookHttp(this.#requestOf(body, method), { ...this.#env, wantsBody: true });
    this.last = sample;
    this.phases = sumOf(this.phases, sample.phases);
    const { statusCode = 0 } = sample.facts;
    if (sample.failure) throw new HttpLookError(sample.failure);
    if (statusCode < 200 || statusCode > 299) {
      throw new HttpLookError(failure('status.unexpected', `expected 2xx, got ${statusCode}`));
    }
    return sample;
  }

  #requestOf(body: string, method: string): HttpConfig {
    const { url, customHeaders, verifyTls, timeoutMs } = this.#config;
    return {
      url,
      method,
      customHeaders: {
        ...customHeaders,
        accept: 'application/json, text/event-stream',
        ...(this.#session !== undefined && { [SESSION_HEADER]: this.#session }),
        ...(this.#version !== undefined && { [VERSION_HEADER]: this.#version }),
      },
      ...(body !== '' && { requestBody: body, contentType: 'application/json' }),
      verifyTls,
      timeoutMs,
      redirectsMax: 5,
      ipFamily: 'auto',
      bodyBytesMax: ANSWER_BYTES_MAX,
      retry: { attemptsMax: 1, backoffMs: 0, backoffFactor: 1 },
    };
  }
}

function sumOf(a: Phases, b: Phases): Phases {
  const names = ['dnsMs', 'tcpMs', 'tlsMs', 'ttfbMs', 'downloadMs'] as const;
  const parts = names.flatMap((name) => {
    const sum = (a[name] ?? 0) + (b[name] ?? 0);
    return a[name] === undefined && b[name] === undefined ? [] : [[name, sum] as const];
  });
  return { ...Object.fromEntries(parts), totalMs: a.totalMs + b.totalMs };
}

/** The data of each event (WHATWG server-sent events): lines of one event are joined. */
function eventsIn(text: string): string[] {
  return text
    .split(/\r?\n\r?\n/)
    .map((event) =>
      event
        .split(/\r?\n/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n'),
    )
    .filter((data) => data !== '');
}
