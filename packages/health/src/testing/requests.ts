/** The one table of requests that every framework answers alike, and the application that answers them. */
import type { HealthOptions } from '../settings.ts';
import { manualClock } from './manual-clock.ts';

export const TOKEN = 'a-token-of-some-length';

/** Time stands, so that answers are equal to the byte. */
export function optionsOfTable(): HealthOptions {
  const refused = (): Promise<never> => Promise.reject(new Error('connect postgres://app:hunter2@db:5432 refused'));
  return {
    version: '1.4.2',
    clock: manualClock(),
    token: TOKEN,
    startup: ['migrations'],
    checks: {
      database: { run: refused },
      cache: { run: refused, critical: false },
      pool: { run: () => ({ message: '3 of 10 in use', observedValue: 30, observedUnit: '%' }) },
      'dead letters': { run: () => ({ warn: true, message: '7 wait' }) },
    },
  };
}

export interface TableRequest {
  readonly what: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  /** The body, or a part of it. */
  readonly body?: string | RegExp;
  readonly type?: string;
  /** Routers of some frameworks refuse it before anybody is asked. */
  readonly isMalformed?: boolean;
}

const authorization = `Bearer ${TOKEN}`;
const IETF = { accept: 'application/health+json' };
const PLAIN = { accept: 'text/plain' };
const AT = '"timestamp":"2026-01-02T03:04:05.678Z","version":"1.4.2"';

export const REQUESTS: readonly TableRequest[] = [
  { what: 'liveness', path: '/health', status: 200, body: `{"status":"healthy",${AT}}` },
  {
    what: 'liveness in plain',
    path: '/health',
    headers: PLAIN,
    status: 200,
    body: 'ok',
    type: 'text/plain; charset=utf-8',
  },
  {
    what: 'liveness as the draft has it',
    path: '/health',
    headers: IETF,
    status: 200,
    body: '{"status":"pass","version":"1.4.2","releaseId":"1.4.2"}',
    type: 'application/health+json; charset=utf-8',
  },
  { what: 'HEAD', path: '/health', method: 'HEAD', status: 200 },
  { what: 'HEAD of what is not ready', path: '/ready', method: 'HEAD', status: 503 },
  { what: 'a query', path: '/health?pretty=1&/ready', status: 200, body: `{"status":"healthy",${AT}}` },
  {
    what: 'readiness for outsiders',
    path: '/ready',
    status: 503,
    body:
      `{"status":"unhealthy",${AT},"checks":{"database":{"status":"error","response_time_ms":0},` +
      '"cache":{"status":"warn","response_time_ms":0},"pool":{"status":"ok","response_time_ms":0},' +
      '"dead letters":{"status":"warn","response_time_ms":0}}}',
  },
  {
    what: 'readiness with the token',
    path: '/ready',
    headers: { authorization },
    status: 503,
    body:
      `{"status":"unhealthy",${AT},"checks":{"database":{"status":"error","response_time_ms":0,` +
      '"message":"connect postgres://***@db:5432 refused"},"cache":{"status":"warn","response_time_ms":0,' +
      '"message":"connect postgres://***@db:5432 refused"},"pool":{"status":"ok","response_time_ms":0,' +
      '"message":"3 of 10 in use","observed_value":30,"observed_unit":"%"},' +
      '"dead letters":{"status":"warn","response_time_ms":0,"message":"7 wait"}}}',
  },
  {
    what: 'readiness with a wrong token',
    path: '/ready',
    headers: { authorization: `${authorization}x` },
    status: 503,
    body: /"database":\{"status":"error","response_time_ms":0\}/,
  },
  { what: 'readiness in plain', path: '/ready', headers: PLAIN, status: 503, body: 'unhealthy' },
  {
    what: 'one check as the draft has it',
    path: '/ready/database',
    headers: { ...IETF, authorization },
    status: 503,
    body:
      '{"status":"fail","version":"1.4.2","releaseId":"1.4.2","checks":{"database":[{"status":"fail",' +
      '"time":"2026-01-02T03:04:05.678Z","observedValue":0,"observedUnit":"ms",' +
      '"output":"connect postgres://***@db:5432 refused","response_time_ms":0}]}}',
  },
  {
    what: 'a measured value as the draft has it',
    path: '/ready/pool',
    headers: { ...IETF, authorization },
    status: 200,
    body: /"observedValue":30,"observedUnit":"%","response_time_ms":0\}/,
  },
  {
    what: 'one check that it can do without',
    path: '/ready/cache?x',
    status: 200,
    body: `{"status":"warn",${AT},"checks":{"cache":{"status":"warn","response_time_ms":0}}}`,
  },
  { what: 'one check, its name encoded', path: '/ready/dead%20letters', headers: PLAIN, status: 200, body: 'ok' },
  {
    what: 'start-up',
    path: '/startup',
    status: 200,
    body: `{"status":"healthy",${AT},"checks":{"migrations":{"status":"ok","response_time_ms":0}}}`,
  },
  { what: 'an unknown check', path: '/ready/nothing', status: 404, body: '{"error":"there is no check of that name"}' },
  { what: 'a check of an object', path: '/ready/__proto__', status: 404 },
  { what: 'a name that cannot be decoded', path: '/ready/%E0%A4%A', status: 404, isMalformed: true },
  {
    what: 'POST',
    path: '/ready',
    method: 'POST',
    status: 405,
    body: '{"error":"the method must be GET or HEAD, got POST"}',
  },
  {
    what: 'POST with what is no JSON',
    path: '/health',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    status: 405,
  },
  { what: 'DELETE of a check', path: '/ready/database', method: 'DELETE', status: 405 },
  {
    what: 'OPTIONS',
    path: '/startup',
    method: 'OPTIONS',
    headers: PLAIN,
    status: 405,
    body: 'the method must be GET or HEAD, got OPTIONS',
  },
];
