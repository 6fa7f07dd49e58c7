/** HTTP monitors of Uptime Kuma, with and without something to be found in the answer. */
import { isSecretHeader } from '@upwatch/core';
import {
  type Draft,
  type DraftObject,
  flagOf,
  isRow,
  jsonOf,
  numberOf,
  type Row,
  Secret,
  textOf,
  textsOf,
} from '@upwatch/server/foreign';
import { jsonPathOf } from './jsonata-path.ts';
import { ipFamilyOf, type Kind, type NoKind, timeoutMsOf } from './kind.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'text/xml; charset=utf-8',
};

export function httpKind(row: Row): Kind | NoKind {
  const url = textOf(row, 'url')?.trim();
  if (url === undefined || url === 'https://') return { lacks: 'it has no URL' };
  const auth = authOf(row);
  const lost: (readonly [string, string])[] = [];
  if (flagOf(row, 'cache_bust')) lost.push(['cache_bust', 'no parameter is added to the URL']);
  if (flagOf(row, 'expiry_notification') === false && url.startsWith('https:')) {
    lost.push(['expiry_notification', 'what is said of certificates is set for the server, not for a monitor']);
  }
  if (flagOf(row, 'domain_expiry_notification')) {
    lost.push(['domain_expiry_notification', 'Upwatch does not ask when a domain expires']);
  }
  const proxied =
    numberOf(row, 'proxy_id') === undefined ? undefined : 'it is reached through a proxy, which Upwatch does not use';
  const pausedBecause = proxied ?? auth.pausedBecause;
  return {
    type: 'HTTP',
    config: {
      url: urlOf(url, row),
      method: (textOf(row, 'method') ?? 'GET').toUpperCase(),
      ...headersOf(row),
      ...bodyOf(row),
      ...(flagOf(row, 'ignore_tls') && { verifyTls: false }),
      timeoutMs: timeoutMsOf(row, 300_000),
      redirectsMax: Math.min(50, Math.max(0, numberOf(row, 'maxredirects') ?? 10)),
      ...ipFamilyOf(row),
      ...auth.config,
    },
    assertions: [statusAssertion(row)],
    lost,
    ...(pausedBecause !== undefined && { pausedBecause }),
  };
}

/** A URL may hold a user and a password. */
function urlOf(url: string, row: Row): Draft {
  const { username, password } = URL.parse(url) ?? {};
  return username || password ? new Secret(url, `${labelOf(row)} url`) : url;
}

function labelOf(row: Row): string {
  return textOf(row, 'name') ?? 'monitor';
}

/** As Uptime Kuma takes them when nothing is said. */
const ACCEPTED = ['200-299'];

function statusAssertion(row: Row): DraftObject {
  const accepted = textsOf(jsonOf(row, 'accepted_statuscodes_json'));
  const expected = (accepted.length > 0 ? accepted : ACCEPTED).join(',');
  return { config: { type: 'status_code', expected, operator: 'equals' }, severity: 'fail' };
}

function headersOf(row: Row): { readonly customHeaders?: DraftObject } {
  const headers = jsonOf(row, 'headers');
  if (!isRow(headers) || Object.keys(headers).length === 0) return {};
  const entries = Object.entries(headers).map(([name, value]): [string, Draft] => {
    const text = String(value);
    return [name, isSecretHeader(name) ? new Secret(text, `${labelOf(row)} header ${name}`) : text];
  });
  return { customHeaders: Object.fromEntries(entries) };
}

function bodyOf(row: Row): DraftObject {
  const body = textOf(row, 'body');
  if (body === undefined) return {};
  const encoding = textOf(row, 'http_body_encoding') ?? 'json';
  const contentType = CONTENT_TYPES[encoding];
  return { requestBody: body, ...(contentType !== undefined && !givesContentType(row) && { contentType }) };
}

function givesContentType(row: Row): boolean {
  const headers = jsonOf(row, 'headers');
  return isRow(headers) && Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
}

function authOf(row: Row): { readonly config: DraftObject; readonly pausedBecause?: string } {
  const method = textOf(row, 'auth_method') ?? (textOf(row, 'basic_auth_user') === undefined ? undefined : 'basic');
  switch (method) {
    case undefined:
      return { config: {} };
    case 'basic': {
      const username = textOf(row, 'basic_auth_user') ?? '';
      const password = new Secret(textOf(row, 'basic_auth_pass') ?? '', `${labelOf(row)} password`);
      return { config: { auth: { type: 'basic', username, password } } };
    }
    case 'bearer': {
      const token = textOf(row, 'bearer_token');
      if (token === undefined) return { config: {} };
      return { config: { auth: { type: 'bearer', token: new Secret(token, `${labelOf(row)} token`) } } };
    }
    case 'mtls':
      return { config: { tls: clientCertificateOf(row) } };
    default:
      return { config: {}, pausedBecause: `it signs in by ${method}, which Upwatch does not` };
  }
}

function clientCertificateOf(row: Row): DraftObject {
  const [caPem, certificatePem, keyPem] = [textOf(row, 'tls_ca'), textOf(row, 'tls_cert'), textOf(row, 'tls_key')];
  return {
    ...(caPem !== undefined && { caPem }),
    ...(certificatePem !== undefined && { certificatePem }),
    ...(keyPem !== undefined && { keyPem: new Secret(keyPem, `${labelOf(row)} key`) }),
  };
}

export function keywordKind(row: Row): Kind | NoKind {
  const kind = httpKind(row);
  const keyword = textOf(row, 'keyword');
  if ('lacks' in kind || keyword === undefined) return kind;
  const type = flagOf(row, 'invert_keyword') ? 'body_not_contains' : 'body_contains';
  const found = { config: { type, substring: keyword }, severity: 'fail' };
  return { ...kind, assertions: [...(kind.assertions ?? []), found] };
}

const OPERATORS: Readonly<Record<string, string>> = {
  '==': 'equals',
  '!=': 'not_equals',
  '>': 'greater_than',
  '>=': 'at_least',
  '<': 'less_than',
  '<=': 'at_most',
  contains: 'contains',
};

export function jsonQueryKind(row: Row): Kind | NoKind {
  const kind = httpKind(row);
  if ('lacks' in kind) return kind;
  const written = textOf(row, 'json_path') ?? '$';
  const path = jsonPathOf(written);
  const operator = OPERATORS[textOf(row, 'json_path_operator') ?? '=='];
  const expected = textOf(row, 'expected_value') ?? '';
  if (path === undefined || operator === undefined) {
    const why = 'is a JSONata expression that is no plain path: say it as a JSONPath (RFC 9535)';
    return {
      ...kind,
      lost: [...(kind.lost ?? []), ['json_path', why]],
      pausedBecause: kind.pausedBecause ?? 'what its answer must hold is not said yet',
    };
  }
  const found = { config: { type: 'json_path', path, operator, expected }, severity: 'fail' };
  return {
    ...kind,
    assertions: [...(kind.assertions ?? []), found],
    ...(path !== written && { changed: [['json_path', `is the JSONPath ${path}`]] as const }),
  };
}

export function browserKind(row: Row): Kind | NoKind {
  const kind = httpKind(row);
  if ('lacks' in kind) return kind;
  return { ...kind, pausedBecause: 'it opens a browser, Upwatch asks for the page alone' };
}
