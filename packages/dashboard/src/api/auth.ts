/** Coming in and going out: the operations of `/api/v1/auth` that make, change and end the session of this browser. */
import { ApiError, TransportError } from '@upwatch/sdk';
import type { SessionView } from './session.ts';

export interface Invitation {
  readonly email: string;
  readonly role: string;
  readonly organization: string;
}

export const auth = {
  session: async () => ask<SessionView>('GET', 'session'),
  login: async (body: { readonly email: string; readonly password: string }) => ask<SessionView>('POST', 'login', body),
  secondFactor: async (body: { readonly factor: string; readonly code: string }) =>
    ask<SessionView>('POST', 'second-factor', body),
  logout: async () => ask<undefined>('POST', 'logout'),
  setup: async (body: {
    readonly code: string;
    readonly name: string;
    readonly email: string;
    readonly password: string;
  }) => ask<SessionView>('POST', 'setup', body),
  invitation: async (token: string) => ask<Invitation>('GET', `invites/${encodeURIComponent(token)}`),
  accept: async (token: string, body: { readonly name: string; readonly password: string }) =>
    ask<SessionView>('POST', `invites/${encodeURIComponent(token)}/accept`, body),
};

async function ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const response = await fetch(`/api/v1/auth/${path}`, {
    method,
    credentials: 'same-origin',
    headers: body ? { 'content-type': 'application/json' } : {},
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new TransportError(`${method} ${path}`, { kind: 'network', cause });
  });
  const text = await response.text();
  const json = (text === '' ? {} : JSON.parse(text)) as { data: T } & Partial<ApiError>;
  if (response.ok) return json.data;
  const { code = 'UNKNOWN', message = '', errors = [] } = json;
  const retryAfter = Number(response.headers.get('retry-after'));
  throw new ApiError({
    ...{ message, code, errors, status: response.status },
    requestId: response.headers.get('x-request-id') ?? undefined,
    retryAfterMs: retryAfter > 0 ? retryAfter * 1000 : undefined,
  });
}
