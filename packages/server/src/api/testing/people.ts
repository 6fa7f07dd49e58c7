/** People before a test's API: each a browser with its cookies, at an address of its own. */
import type { LightMyRequestResponse } from 'fastify';
import { parseSetCookie } from 'cookie';
import type { MemberRole } from '../../stores/port.ts';
import type { Answer, TestApi } from './test-api.ts';

export const SETUP_CODE = 'K7Q2M-9XDPA-0V3HT-WB6ZC';
export const PASSWORD = 'seven small boats at noon';
export const V1 = '/api/v1';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const ORIGIN = 'http://localhost:80';

export interface Browser {
  readonly cookies: Map<string, string>;
  readonly address: string;
  /** Asks as a page of this server does. */
  ask(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** @param path below `/api/v1` */
export function browser(api: Pick<TestApi, 'inject'>, address = '127.0.0.1', origin = ORIGIN): Browser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    address,
    ask: async (method, path, body, headers = {}) => {
      const kept = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await api.inject({
        method,
        url: `${V1}${path}`,
        remoteAddress: address,
        headers: {
          host: new URL(origin).host,
          origin,
          ...(kept !== '' && { cookie: kept }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
      keep(cookies, response);
      return answerOf(response);
    },
  };
}

function keep(cookies: Map<string, string>, { headers }: LightMyRequestResponse): void {
  for (const text of [headers['set-cookie'] ?? []].flat()) {
    const { name, value, maxAge } = parseSetCookie(text);
    if (maxAge === 0) cookies.delete(name);
    else cookies.set(name, value ?? '');
  }
}

function answerOf({ statusCode, headers, payload }: LightMyRequestResponse): Answer {
  const isJson = String(headers['content-type']).includes('json');
  return {
    status: statusCode,
    headers,
    text: payload,
    body: isJson && payload !== '' ? JSON.parse(payload) : undefined,
  };
}

/** The first owner, signed in. The API must have been given `SETUP_CODE`. */
export async function owner(api: TestApi, address?: string): Promise<Browser> {
  const ada = browser(api, address);
  const asked = { code: SETUP_CODE, name: 'Ada', email: 'ada@shop.test', password: PASSWORD };
  const { status, text } = await ada.ask('POST', '/auth/setup', asked);
  if (status !== 201) throw new Error(`no set-up: ${text}`);
  return ada;
}

/** Somebody who was invited by the owner and has accepted, signed in. */
export async function member(api: TestApi, by: Browser, role: MemberRole, name = role.toLowerCase()): Promise<Browser> {
  const made = await by.ask('POST', '/invites', { email: `${name}@shop.test`, roleOffered: role });
  const somebody = browser(api);
  const accepted = await somebody.ask('POST', `/auth/invites/${made.body.data.token}/accept`, {
    name,
    password: PASSWORD,
  });
  if (accepted.status !== 201) throw new Error(`not accepted: ${accepted.text}`);
  return somebody;
}
