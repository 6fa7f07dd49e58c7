/** HTTP modules of the blackbox_exporter: what each of their fields becomes at one target. */
import { isSecretHeader } from '@upwatch/core';
import { flagOf, isRow, type Row, rowsOf, textOf, textsOf } from '../fields.ts';
import { type Draft, type DraftObject, Secret } from '../secret.ts';
import { type Asked, fail, familyOf, type Look, tlsOf } from './look.ts';

/** Fields that say what Upwatch does anyway, or what it need not be told. */
const HTTP_READ = new Set([
  ...['valid_status_codes', 'method', 'headers', 'follow_redirects', 'fail_if_ssl', 'fail_if_not_ssl', 'body'],
  ...['fail_if_body_matches_regexp', 'fail_if_body_not_matches_regexp', 'fail_if_header_matches'],
  ...['fail_if_header_not_matches', 'tls_config', 'basic_auth', 'authorization', 'body_size_limit', 'compression'],
  ...['preferred_ip_protocol', 'ip_protocol_fallback', 'http_headers', 'enable_http2', 'proxy_url', 'oauth2'],
]);

export function httpLook(http: Row, { target, module, timeoutMs }: Asked): Look {
  const lost: (readonly [string, string])[] = Object.keys(http)
    .filter((name) => !HTTP_READ.has(name))
    .map((name) => [`http.${name}`, 'Upwatch has no such setting']);
  const changed: (readonly [string, string])[] = [];
  const url = /^https?:\/\//i.test(target) ? target : `http://${target}`;
  const codes = Array.isArray(http['valid_status_codes']) ? http['valid_status_codes'].map(String) : [];
  const headers = headersOf(http, `${module} ${target}`, lost);
  const auth = authOf(http, module, lost);
  const body = textOf(http, 'body');
  const assertions = [
    fail({ type: 'status_code', expected: codes.length > 0 ? codes.join(',') : '2xx', operator: 'equals' }),
    ...bodyAssertions(http, lost),
    ...headerAssertions(http, lost),
    ...tlsAssertions(http, lost),
  ];
  const obstacle = http['proxy_url']
    ? 'is reached through a proxy, which Upwatch does not use'
    : http['oauth2']
      ? 'signs in by OAuth 2, which Upwatch does not'
      : undefined;
  const tls = tlsOf(http['tls_config'], lost, 'http.');
  const isFollowing = flagOf(http, 'follow_redirects') ?? true;
  return {
    type: 'HTTP',
    config: {
      url: withoutPassword(url, module),
      method: (textOf(http, 'method') ?? 'GET').toUpperCase(),
      ...(Object.keys(headers).length > 0 && { customHeaders: headers }),
      ...(body !== undefined && { requestBody: body }),
      ...(isFollowing ? {} : { redirectsMax: 0 }),
      ...familyOf(http),
      ...auth,
      ...tls,
      timeoutMs,
    },
    assertions,
    lost,
    changed,
    ...(obstacle !== undefined && { pausedBecause: `it ${obstacle}` }),
  };
}

function withoutPassword(url: string, module: string): Draft {
  const { username, password } = URL.parse(url) ?? {};
  return username || password ? new Secret(url, `${module} url`) : url;
}

function headersOf(http: Row, label: string, lost: (readonly [string, string])[]): DraftObject {
  const headers: Record<string, Draft> = {};
  const put = (name: string, value: string, isSecret: boolean): void => {
    if (name.toLowerCase() === 'host') lost.push([`http.headers.${name}`, 'is set by the connection']);
    else headers[name] = isSecret || isSecretHeader(name) ? new Secret(value, `${label} header ${name}`) : value;
  };
  if (isRow(http['headers']))
    for (const [name, value] of Object.entries(http['headers'])) put(name, String(value), false);
  if (!isRow(http['http_headers'])) return headers;
  for (const [name, given] of Object.entries(http['http_headers'])) {
    const row = isRow(given) ? given : {};
    const [value] = textsOf(row['values']);
    const [secret] = textsOf(row['secrets']);
    if (value !== undefined) put(name, value, false);
    else if (secret !== undefined) put(name, secret, true);
    else lost.push([`http.http_headers.${name}`, 'its value is in a file']);
  }
  return headers;
}

function authOf(http: Row, module: string, lost: (readonly [string, string])[]): DraftObject {
  const basic = http['basic_auth'];
  if (isRow(basic)) {
    const password = textOf(basic, 'password');
    if (password === undefined)
      lost.push(['http.basic_auth.password_file', 'the password is in a file: set it in Upwatch']);
    const secret = new Secret(password ?? '', `${module} password`);
    return { auth: { type: 'basic', username: textOf(basic, 'username') ?? '', password: secret } };
  }
  const authorization = http['authorization'];
  if (!isRow(authorization)) {
    const bearer = textOf(http, 'bearer_token');
    return bearer === undefined ? {} : { auth: { type: 'bearer', token: new Secret(bearer, `${module} token`) } };
  }
  const credentials = textOf(authorization, 'credentials');
  if (credentials === undefined) {
    lost.push(['http.authorization.credentials_file', 'the token is in a file: set it in Upwatch']);
    return {};
  }
  const type = textOf(authorization, 'type') ?? 'Bearer';
  if (type.toLowerCase() === 'bearer')
    return { auth: { type: 'bearer', token: new Secret(credentials, `${module} token`) } };
  return { customHeaders: { Authorization: new Secret(`${type} ${credentials}`, `${module} authorization`) } };
}

/** Any that matches fails: nothing of what must not be there can be an expression. */
function bodyAssertions(http: Row, lost: (readonly [string, string])[]): readonly DraftObject[] {
  const needed = textsOf(http['fail_if_body_not_matches_regexp']);
  const forbidden = textsOf(http['fail_if_body_matches_regexp']);
  return [
    ...needed.map((pattern) => fail({ type: 'regex_body', pattern })),
    ...forbidden.flatMap((pattern): readonly DraftObject[] => {
      // Without a sign of an expression it is a text.
      if (!/[\\^$.*+?()[\]{}|]/.test(pattern)) return [fail({ type: 'body_not_contains', substring: pattern })];
      lost.push(['http.fail_if_body_matches_regexp', 'what a body must not match can be said as a text alone']);
      return [];
    }),
  ];
}

function headerAssertions(http: Row, lost: (readonly [string, string])[]): readonly DraftObject[] {
  for (const rule of rowsOf(http['fail_if_header_matches'])) {
    lost.push([
      `http.fail_if_header_matches.${textOf(rule, 'header') ?? '?'}`,
      'what a header must not match cannot be said',
    ]);
  }
  return rowsOf(http['fail_if_header_not_matches']).flatMap((rule) => {
    const [headerName, expected] = [textOf(rule, 'header'), textOf(rule, 'regexp')];
    if (headerName === undefined || expected === undefined) return [];
    if (flagOf(rule, 'allow_missing')) {
      lost.push([`http.fail_if_header_not_matches.${headerName}`, 'one that may be missing cannot be said']);
      return [];
    }
    return [fail({ type: 'header_value', headerName, operator: 'matches', expected })];
  });
}

/** A certificate of any age is one. */
function tlsAssertions(http: Row, lost: (readonly [string, string])[]): readonly DraftObject[] {
  if (flagOf(http, 'fail_if_ssl')) lost.push(['http.fail_if_ssl', 'that there must be no TLS cannot be said']);
  return flagOf(http, 'fail_if_not_ssl') ? [fail({ type: 'ssl_expiry', minDaysRemaining: 0 })] : [];
}
