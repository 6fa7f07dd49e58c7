/**
 * The settings of an HTTP monitor as a schema: the published contract's fields, and ours beside them. Messages go on
 * from the field's name: "must be …". Secrets are never given as the value that came.
 */
import { DEPENDENCIES_MAX, HEALTH_MODES } from '@upwatch/core';
import { z } from 'zod';
import { isFieldValue, isOurs, isToken } from './header-rules.ts';
import type { HttpConfig } from './http-config.ts';
import {
  ipFamily,
  MIB,
  resolver,
  retry,
  secretText,
  timeoutMs,
  tlsSettings,
  withoutNulls,
} from '../settings/connection-settings.ts';
import { parseTarget } from './url.ts';

/** Characters of a request body. */
const REQUEST_BODY_MAX = 1_048_576;
const HEADERS_MAX = 100;
const HEADER_VALUE_MAX = 8192;
const METHOD_MAX = 32;
/** Written in lower case too; any other method is taken as it is. */
const STANDARD_METHODS = /^(get|post|put|patch|delete|head|options)$/i;

const LIKE_A_HEADER = 'must be text without control characters';

const method = z
  .string()
  .max(METHOD_MAX)
  .overwrite((text) => (STANDARD_METHODS.test(text) ? text.toUpperCase() : text))
  .refine(isToken, 'must be a method such as GET or PROPFIND')
  .refine((text) => text !== 'CONNECT', 'must not be CONNECT: it asks for a tunnel, not for an answer');

const headerName = z
  .string()
  .max(256)
  .refine(isToken, 'must be a header name: letters, digits and hyphens')
  .refine((name) => !isOurs(name), 'is set by the connection itself and cannot be given');

const headerValue = z.string().max(HEADER_VALUE_MAX).refine(isFieldValue, LIKE_A_HEADER);

const customHeaders = z
  .record(headerName, headerValue.nullable())
  .refine((headers) => Object.keys(headers).length <= HEADERS_MAX, `must have at most ${HEADERS_MAX} entries`)
  .refine(
    (headers) => new Set(Object.keys(headers).map((name) => name.toLowerCase())).size === Object.keys(headers).length,
    'must not have the same header twice in different case',
  );

const auth = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('basic'),
    username: z
      .string()
      .max(1024)
      .refine(isFieldValue, LIKE_A_HEADER)
      .refine((name) => !name.includes(':'), 'must not contain a colon (RFC 7617)'),
    password: z.string().max(1024).refine(isFieldValue, LIKE_A_HEADER),
  }),
  z.strictObject({
    type: z.literal('bearer'),
    token: z
      .string()
      .min(1)
      .max(HEADER_VALUE_MAX)
      .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without blanks'),
  }),
]);

const httpRetry = retry.extend({ statusCodes: z.array(z.int().min(100).max(599)).max(100).nullish() });

const fields = z.strictObject({
  url: z.string().min(1),
  method,
  customHeaders: customHeaders.nullish(),
  requestBody: secretText(REQUEST_BODY_MAX).nullish(),
  contentType: z.string().max(256).refine(isFieldValue, LIKE_A_HEADER).nullish(),
  verifyTls: z.boolean().nullish(),
  timeoutMs,
  redirectsMax: z.int().min(0).max(50).default(10),
  ipFamily,
  resolver: resolver.nullish(),
  bodyBytesMax: z
    .int()
    .min(0)
    .max(16 * MIB)
    .default(MIB),
  tls: tlsSettings.nullish(),
  auth: auth.nullish(),
  retry: httpRetry.prefault({}),
  health: z.enum(HEALTH_MODES).nullish(),
  dependencies: z.array(z.string().min(1).max(200)).min(1).max(DEPENDENCIES_MAX).nullish(),
});

type Fields = z.output<typeof fields>;

/** Refuses what cannot be looked at, fills in defaults, and moves credentials out of the URL into `auth`. */
export const httpConfigSchema: z.ZodType<HttpConfig> = fields
  .superRefine((config, context) => {
    for (const { field, problem } of problemsBetween(config)) {
      // The input would repeat the URL with its password.
      context.addIssue({ code: 'custom', path: [field], message: problem, input: shownUrl(config.url) });
    }
  })
  .overwrite(canonical) as unknown as z.ZodType<HttpConfig>;

function problemsBetween(config: Fields): { readonly field: keyof HttpConfig; readonly problem: string }[] {
  const target = parseTarget(config.url);
  if ('problem' in target) return [{ field: 'url', problem: target.problem }];
  const hasCredentials = target.url.username !== '' || target.url.password !== '';
  const headers = Object.keys(config.customHeaders ?? {}).map((name) => name.toLowerCase());
  if (hasCredentials && config.auth) return [{ field: 'url', problem: 'must not hold credentials beside auth' }];
  if (hasCredentials && !credentialsOf(target.url)) {
    return [{ field: 'url', problem: 'must have credentials that are text without control characters or colon' }];
  }
  if ((hasCredentials || config.auth) && headers.includes('authorization')) {
    return [{ field: 'customHeaders', problem: 'must not hold Authorization beside auth or credentials in the URL' }];
  }
  return healthProblems(config);
}

/** Settings that could never say anything. */
function healthProblems({ health, dependencies, method: asked }: Fields) {
  const isOff = (health ?? 'off') === 'off';
  if (isOff && dependencies)
    return [{ field: 'dependencies' as const, problem: 'must stand beside health: auto or a dialect' }];
  if (!isOff && asked === 'HEAD')
    return [{ field: 'health' as const, problem: 'must be off with HEAD: its answer has no body' }];
  return [];
}

/** As it is stored: nothing that is null, the URL as WHATWG writes it, without credentials. */
function canonical(config: Fields): Fields {
  const target = parseTarget(config.url);
  if ('problem' in target) return config;
  const { url } = target;
  const credentials = credentialsOf(url);
  url.username = '';
  url.password = '';
  return withoutNulls({
    ...config,
    url: url.href,
    customHeaders: config.customHeaders && withoutNulls(config.customHeaders),
    tls: config.tls && withoutNulls(config.tls),
    retry: withoutNulls(config.retry),
    verifyTls: config.verifyTls ?? true,
    auth: credentials ?? config.auth,
  });
}

/** Undefined where the URL holds none, or none that can be sent. */
function credentialsOf({ username, password }: URL): HttpConfig['auth'] {
  if (username === '' && password === '') return undefined;
  const decoded = { username: percentDecoded(username), password: percentDecoded(password) };
  const isGood = isFieldValue(decoded.username) && isFieldValue(decoded.password) && !decoded.username.includes(':');
  return isGood ? { type: 'basic', ...decoded } : undefined;
}

/** `%` not followed by two digits stands for itself, as browsers take it. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** What came as a URL, without what stands before an `@`. */
function shownUrl(text: string): string {
  return text.replace(/^([^/\\]*[/\\]*)[^/\\?#]*@/, '$1…@');
}
