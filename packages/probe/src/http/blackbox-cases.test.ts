/**
 * Row H21: the probe cases of blackbox_exporter's own tests that our settings can express, each by a real look, judged
 * as a monitor would be. What is left out, on purpose: accepted HTTP versions (we speak HTTP/1.1 alone) and TCP
 * dialogues (another check type). One deliberate difference: a body that somebody reads is always decoded.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Assertion, type AssertionConfig, compileAssertions, judge } from '@upwatch/core';
import { sharedFile } from '@upwatch/core/testing';
import { makeCertificate } from '../tls/testing/make-certificate.ts';
import { clock, lookAt } from './testing/look-at.ts';
import { pathOf, RawTarget } from './testing/raw-target.ts';

interface Route {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly body_b64?: string;
  readonly require?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly otherwise_status?: number;
}

interface BlackboxCase {
  readonly id: string;
  readonly title: string;
  readonly portable: boolean;
  readonly server: Route & { readonly routes?: Readonly<Record<string, Route>>; readonly tls?: string };
  readonly monitor: {
    readonly type?: string;
    readonly method?: string;
    readonly body?: string;
    readonly verify_tls?: boolean;
    readonly target_template?: string;
    readonly follow_redirects?: boolean;
    readonly accept_status?: readonly number[] | null;
    readonly accept_http_versions?: readonly string[];
    readonly max_body_bytes?: number;
    readonly decompress?: string | null;
    readonly request_headers?: Readonly<Record<string, string>>;
    readonly body_must_match?: readonly string[];
    readonly body_must_not_match?: readonly string[];
    readonly header_must_match?: readonly { readonly header: string; readonly regex: string }[];
    readonly header_must_not_match?: readonly { readonly header: string; readonly regex: string }[];
    readonly json_assert?: readonly { readonly path: string; readonly value: unknown }[];
    readonly json_forbid?: readonly { readonly path: string; readonly value: unknown }[];
  };
  readonly expected: {
    readonly up: boolean;
    readonly metrics?: {
      readonly content_length?: number;
      readonly uncompressed_body_length?: number;
      readonly redirects?: number;
    };
  };
}

const corpus = sharedFile('corpora/blackbox-probe-cases.json');
const { cases } = JSON.parse(corpus === undefined ? '{"cases":[]}' : readFileSync(corpus, 'utf8')) as {
  cases: BlackboxCase[];
};

function answerFor({ server }: BlackboxCase, request: string): Buffer {
  const route = server.routes ? (server.routes[pathOf(request)] ?? server.routes['*'] ?? {}) : server;
  const body = route.body_b64 === undefined ? Buffer.from(route.body ?? '') : Buffer.from(route.body_b64, 'base64');
  const status = meets(request, route.require) ? (route.status ?? 200) : route.otherwise_status;
  const headers = (route.headers ?? []).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Status\r\n${headers}\r\n`), body]);
}

function meets(request: string, required: Route['require']): boolean {
  if (!required) return true;
  const [head = '', body = ''] = request.split('\r\n\r\n');
  if (required.method !== undefined && !head.startsWith(`${required.method} `)) return false;
  if (required.body !== undefined && body !== required.body) return false;
  return Object.entries(required.headers ?? {}).every(
    ([name, value]) => head.includes(`\r\n${name}: ${value}\r\n`) || head.endsWith(`\r\n${name}: ${value}`),
  );
}

/** What the monitor of a case would be told to expect; a header that must not match has no operator of ours. */
function assertionsOf({ monitor }: BlackboxCase): AssertionConfig[] {
  const json = (operator: 'equals' | 'not_equals') => (one: { path: string; value: unknown }) =>
    ({ type: 'json_path', path: jsonPath(one.path), expected: String(one.value), operator }) as const;
  const headerMatches = (one: { header: string; regex: string }) =>
    ({ type: 'header_value', headerName: one.header, expected: one.regex, operator: 'matches' }) as const;
  return [
    ...(monitor.accept_status ?? []).map(
      (code) => ({ type: 'status_code', expected: String(code), operator: 'equals' }) as const,
    ),
    ...(monitor.body_must_match ?? []).map((pattern) => ({ type: 'regex_body', pattern }) as const),
    ...(monitor.body_must_not_match ?? []).map((substring) => ({ type: 'body_not_contains', substring }) as const),
    ...(monitor.header_must_match ?? []).map(headerMatches),
    ...(monitor.json_assert ?? []).map(json('equals')),
    ...(monitor.json_forbid ?? []).map(json('not_equals')),
  ];
}

function jsonPath(path: string): string {
  return path.startsWith('$') ? path : path.startsWith('[') ? `$${path}` : `$.${path}`;
}

const own = makeCertificate({ subject: { CN: 'self' }, names: ['127.0.0.1'] });

for (const one of cases) {
  const { id, title, monitor, server, expected } = one;
  const isOurs = one.portable && !id.startsWith('bb-tcp') && monitor.accept_http_versions === undefined;
  test(`${id}: ${title}`, { skip: !isOurs }, async () => {
    const tls = server.tls === undefined ? {} : { tls: { cert: own.pem, key: own.keyPem } };
    await using target = await RawTarget.start((socket, request) => void socket.end(answerFor(one, request)), tls);
    const url = monitor.target_template?.startsWith('invalid') ? `invalid://127.0.0.1:${target.port}` : target.url();
    const configs: Assertion[] = assertionsOf(one).map((config) => ({ config, severity: 'fail' }));
    const compiled = compileAssertions(configs);
    const settings = {
      method: monitor.method ?? 'GET',
      ...(monitor.body !== undefined && { requestBody: monitor.body }),
      ...(monitor.verify_tls !== undefined && { verifyTls: monitor.verify_tls }),
      ...(monitor.max_body_bytes !== undefined && { bodyBytesMax: monitor.max_body_bytes }),
      ...(monitor.request_headers && { customHeaders: monitor.request_headers }),
      redirectsMax: monitor.follow_redirects === false ? 0 : 10,
    };
    const wantsBody = compiled.needsBody || (monitor.decompress ?? undefined) !== undefined;
    const look = () => lookAt(url, settings, { wantsBody });
    if (url.startsWith('invalid')) {
      assert.throws(look, 'it is refused before anything is looked at');
      return;
    }
    const sample = await look();
    const failed = judge(sample, compiled, { nowMs: clock.monotonic, limitMs: 1000 }).failure;
    const isForbidden = (monitor.header_must_not_match ?? []).some(({ header, regex }) => {
      const value = sample.facts.headers?.[header.toLowerCase()];
      return value !== undefined && new RegExp(regex).test(value);
    });
    const isUp = failed === undefined && !isForbidden;
    assert.equal(isUp, expected.up, failed?.message ?? 'up');
    const { content_length: sent, uncompressed_body_length: decoded, redirects } = expected.metrics ?? {};
    if (sent !== undefined && !wantsBody) assert.equal(sample.facts.bodyBytes, sent);
    if (decoded !== undefined && wantsBody) assert.equal(sample.facts.bodyBytes, decoded);
    if (redirects !== undefined) assert.equal(sample.facts.redirects?.length ?? 0, redirects);
  });
}
