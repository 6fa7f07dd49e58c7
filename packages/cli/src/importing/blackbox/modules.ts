/** Modules of the blackbox_exporter as checks: what each of their fields becomes at one target. */
import { isSecretHeader } from '@upwatch/core';
import { isSecretStep } from '@upwatch/probe';
import { flagOf, isRow, numberOf, type Row, rowsOf, textOf, textsOf } from '../fields.ts';
import { type Draft, type DraftObject, Secret } from '../secret.ts';

type Line = readonly (readonly [what: string, why: string])[];
export interface Look {
  readonly type: string;
  readonly config: DraftObject;
  readonly assertions: readonly DraftObject[];
  readonly lost: Line;
  readonly changed: Line;
  readonly pausedBecause?: string;
}

interface Asked {
  readonly target: string;
  /** As it is called. */
  readonly module: string;
  readonly timeoutMs: number;
}

export function lookOf(module: Row, asked: Asked): Look | { readonly lacks: string } {
  const prober = textOf(module, 'prober') ?? '';
  const settings = isRow(module[prober]) ? module[prober] : {};
  switch (prober) {
    case 'http':
      return httpLook(settings, asked);
    case 'tcp':
      return tcpLook(settings, asked);
    case 'icmp':
      return icmpLook(settings, asked);
    case 'dns':
      return dnsLook(settings, asked);
    default:
      return { lacks: `Upwatch has no check for the prober ${prober === '' ? 'of this module' : prober}` };
  }
}

function fail(config: DraftObject): DraftObject {
  return { config, severity: 'fail' };
}

/** The exporter prefers IPv6 and falls back; Upwatch takes whichever answers first. */
function familyOf(settings: Row): DraftObject {
  if (flagOf(settings, 'ip_protocol_fallback') !== false) return {};
  return { ipFamily: textOf(settings, 'preferred_ip_protocol') === 'ip4' ? 'ipv4' : 'ipv6' };
}

/** Fields that say what Upwatch does anyway, or what it need not be told. */
const HTTP_READ = new Set([
  ...['valid_status_codes', 'method', 'headers', 'follow_redirects', 'fail_if_ssl', 'fail_if_not_ssl', 'body'],
  ...['fail_if_body_matches_regexp', 'fail_if_body_not_matches_regexp', 'fail_if_header_matches'],
  ...['fail_if_header_not_matches', 'tls_config', 'basic_auth', 'authorization', 'body_size_limit', 'compression'],
  ...['preferred_ip_protocol', 'ip_protocol_fallback', 'http_headers', 'enable_http2', 'proxy_url', 'oauth2'],
]);

function httpLook(http: Row, { target, module, timeoutMs }: Asked): Look {
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

function tlsOf(given: unknown, lost: (readonly [string, string])[], at: string): DraftObject {
  if (!isRow(given)) return {};
  const serverName = textOf(given, 'server_name');
  for (const name of ['ca_file', 'cert_file', 'key_file', 'min_version', 'max_version']) {
    if (given[name] !== undefined)
      lost.push([
        `${at}tls_config.${name}`,
        name.endsWith('_file') ? 'is in a file: set it in Upwatch as PEM' : 'versions of TLS are not chosen',
      ]);
  }
  return {
    ...(flagOf(given, 'insecure_skip_verify') && { verifyTls: false }),
    ...(serverName !== undefined && { tls: { serverName } }),
  };
}

/** `host:port`, `[::1]:443` */
function hostAndPort(target: string): { readonly host: string; readonly port: number } | undefined {
  const [, v6, name, port] =
    /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(target.replace(/^[a-z]+:\/\//i, '').replace(/\/$/, '')) ?? [];
  const host = v6 ?? name;
  return host === undefined ? undefined : { host, port: Number(port) };
}

function tcpLook(tcp: Row, { target, module, timeoutMs }: Asked): Look | { readonly lacks: string } {
  const at = hostAndPort(target);
  if (!at) return { lacks: 'its target names no host and port' };
  const lost: (readonly [string, string])[] = [];
  if (tcp['source_ip_address'] !== undefined) lost.push(['tcp.source_ip_address', 'the system chooses the address']);
  const steps = rowsOf(tcp['query_response']).flatMap((step) => stepsOf(step, module, lost));
  const isTls = flagOf(tcp, 'tls') ?? false;
  const { verifyTls, tls } = tlsOf(tcp['tls_config'], lost, 'tcp.');
  const hasTls = isTls || steps.some((step) => 'startTls' in step);
  return {
    type: 'TCP',
    config: {
      ...at,
      timeoutMs,
      ...familyOf(tcp),
      ...(hasTls && verifyTls !== undefined && { verifyTls }),
      ...(isTls && { tls: tls ?? true }),
      ...(steps.length > 0 && { steps }),
    },
    assertions: [],
    lost,
    changed: [],
  };
}

/** A line that is sent ends with a line feed, as the exporter does it. */
function stepsOf(step: Row, module: string, lost: (readonly [string, string])[]): readonly DraftObject[] {
  const [expect, given] = [textOf(step, 'expect'), textOf(step, 'send')];
  const send = given === undefined ? undefined : `${given.replaceAll('\\', String.raw`\\`)}${String.raw`\n`}`;
  for (const name of ['expect_bytes', 'labels']) {
    if (step[name] !== undefined) lost.push([`tcp.query_response.${name}`, 'Upwatch has no such step']);
  }
  return [
    ...(expect === undefined ? [] : [{ expect }]),
    ...(send === undefined ? [] : [{ send: isSecretStep({ send }) ? new Secret(send, `${module} send`) : send }]),
    ...(flagOf(step, 'starttls') ? [{ startTls: true }] : []),
  ];
}

function icmpLook(icmp: Row, { target, timeoutMs }: Asked): Look {
  const lost = ['source_ip_address', 'dont_fragment', 'payload_size', 'ttl']
    .filter((name) => icmp[name] !== undefined)
    .map((name) => [`icmp.${name}`, 'pings are sent as the system sends them'] as const);
  const config = {
    host: target,
    packetCount: 1,
    timeoutMs: Math.min(60_000, Math.max(500, timeoutMs)),
    ...familyOf(icmp),
  };
  return { type: 'ICMP', config, assertions: [], lost, changed: [] };
}

function dnsLook(dns: Row, { target, timeoutMs }: Asked): Look | { readonly lacks: string } {
  const hostname = textOf(dns, 'query_name')?.replace(/\.$/, '');
  if (hostname === undefined) return { lacks: 'its module names no query_name' };
  const recordType = (textOf(dns, 'query_type') ?? 'ANY').toUpperCase();
  if (recordType === 'ANY') return { lacks: 'it asks for ANY record: name one type in Upwatch' };
  const lost: (readonly [string, string])[] = [];
  for (const name of [
    'dns_over_tls',
    'query_class',
    'recursion_desired',
    'source_ip_address',
    'validate_authority_rrs',
    'validate_additional_rrs',
  ]) {
    if (dns[name] !== undefined) lost.push([`dns.${name}`, 'Upwatch has no such setting']);
  }
  const codes = textsOf(dns['valid_rcodes']);
  if (codes.some((code) => code !== 'NOERROR')) lost.push(['dns.valid_rcodes', 'a name must resolve']);
  if (dns['validate_answer_rrs'] !== undefined) {
    lost.push([
      'dns.validate_answer_rrs',
      'expressions are matched with whole records there: say what a record must be',
    ]);
  }
  return {
    type: 'DNS',
    config: {
      hostname,
      recordTypes: [recordType],
      nameservers: [target.replace(/:53$/, '')],
      timeoutMs: Math.min(60_000, timeoutMs),
      ...(textOf(dns, 'transport_protocol') === 'tcp' && { transport: 'tcp' }),
    },
    assertions: [fail({ type: 'dns_resolves' })],
    lost,
    changed: [['dns', 'records must be there: NOERROR without any is a failure here']],
  };
}

/** The timeout of a module, seconds as Prometheus writes them. */
export function moduleTimeout(module: Row): string | undefined {
  return (
    textOf(module, 'timeout') ??
    (numberOf(module, 'timeout') === undefined ? undefined : `${numberOf(module, 'timeout')}s`)
  );
}
