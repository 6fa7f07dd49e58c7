/** How a look says who it is, by a secret of the vault. */
import type { Json, JsonObject } from './monitor.ts';

/** What a monitor sends with each request; the value is that of the secret when the look is made. */
export interface MonitorAuth {
  /**
   * `bearer`: `Authorization: Bearer VALUE`. `basic`: the value is `user:password` (RFC 7617). `header` and `api_key`: the
   * value is that of a header.
   */
  readonly type: 'bearer' | 'basic' | 'header' | 'api_key';
  /** Of `header` and `api_key`. */
  readonly headerName?: string;
  readonly secretId: string;
}

/** Settings that say who looks; or why they cannot: the sentence goes on from the field's name. */
export type Authenticated =
  | { readonly config: JsonObject; readonly secrets: readonly string[] }
  | { readonly problem: string };

/**
 * Settings of a monitor with what its `auth` adds to them.
 * @param value of the secret
 */
export function withAuth(type: string, config: JsonObject, auth: MonitorAuth, value: string): Authenticated {
  const overHttp = type === 'HTTP' || (type === 'MCP_SERVER' && isMcpOverHttp(config));
  if (!overHttp) return { problem: 'must only be there for an HTTP monitor, or an MCP_SERVER monitor over HTTP' };
  if (isGiven(config['auth'])) return { problem: 'must not stand beside config.auth' };
  const headers = isGiven(config['customHeaders']) ? (config['customHeaders'] as JsonObject) : {};
  const name = headerOf(auth);
  if (Object.keys(headers).some((one) => one.toLowerCase() === name.toLowerCase())) {
    return { problem: `must not stand beside config.customHeaders.${name}` };
  }
  if (auth.type === 'basic' && !value.includes(':')) return { problem: 'must name a secret of the form user:password' };
  const sent = headerValueOf(auth, value);
  return {
    config: { ...config, customHeaders: { ...headers, [name]: sent } },
    secrets: auth.type === 'basic' ? [value, sent, value.slice(value.indexOf(':') + 1)] : [value],
  };
}

function headerOf({ type, headerName }: MonitorAuth): string {
  return type === 'bearer' || type === 'basic' ? 'Authorization' : (headerName ?? '');
}

function headerValueOf({ type }: MonitorAuth, value: string): string {
  if (type === 'bearer') return `Bearer ${value}`;
  if (type === 'basic') return `Basic ${base64(value)}`;
  return value;
}

function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

function isMcpOverHttp({ url, command }: JsonObject): boolean {
  return typeof url === 'string' || (typeof command === 'string' && /^https?:\/\//i.test(command));
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}
