/** Where a redirect leads and what is sent there: RFC 9110 section 15.4. Pure. */
import { failure, type Failure } from '@upwatch/core';
import { asUtf8, excerptOfLine } from './header-bytes.ts';
import { type HopRequest, strippedForOtherOrigin } from './request.ts';
import { valuesOf, type ResponseHead } from './response-head.ts';
import { bareUrl, parseTarget } from './url.ts';

/** Whether an answer leads elsewhere. A 3xx without Location is an answer like any other. */
export function isRedirect(head: ResponseHead): boolean {
  return isRedirectStatus(head.statusCode) && head.fields.includes('location');
}

function isRedirectStatus(code: number): boolean {
  return code === 301 || code === 302 || code === 303 || code === 307 || code === 308;
}

/** The request that follows a redirect, or why there is none. */
export function nextRequest(request: HopRequest, head: ResponseHead): HopRequest | Failure {
  const target = targetOf(head, request.url);
  if ('problem' in target) return failure('protocol.redirect_invalid', target.problem);
  const url = bareUrl(target.url);
  const keepsBody = keepsMethod(head.statusCode, request.method);
  const method = keepsBody ? request.method : 'GET';
  const body = keepsBody ? request.body : undefined;
  const headers = keepsBody ? request.headers : request.headers.filter(([name]) => !describesContent(name));
  const next: HopRequest = { method, url, headers, body, tls: request.tls };
  if (url.origin === request.url.origin) return next;
  if (body !== undefined && request.url.protocol === 'https:' && url.protocol === 'http:') {
    return failure('protocol.redirect_invalid', 'it would send the request body on without TLS');
  }
  return { ...next, ...strippedForOtherOrigin(next) };
}

/** 303 asks for GET; 301 and 302 have turned POST into GET for so long that the RFC allows it. */
function keepsMethod(statusCode: number, method: string): boolean {
  if (method === 'HEAD' || method === 'GET') return true;
  if (statusCode === 303) return false;
  return statusCode === 307 || statusCode === 308 || method !== 'POST';
}

function describesContent(name: string): boolean {
  return /^content-/i.test(name);
}

function targetOf(head: ResponseHead, base: URL): ReturnType<typeof parseTarget> {
  const locations = valuesOf(head.fields, 'location');
  const location = asUtf8(locations[0]!);
  if (location === '') return { problem: `${head.statusCode} with an empty Location` };
  if (locations.some((other) => other !== locations[0])) return { problem: 'it has several different Locations' };
  const target = parseTarget(location, base);
  return 'problem' in target ? { problem: `Location ${shown(location)} ${target.problem}` } : target;
}

/** A Location may hold a token in its query or credentials: the message names neither. */
function shown(location: string): string {
  const withoutUser = location.replace(/\/\/[^/?#]*@/, '//…@');
  return excerptOfLine(withoutUser.replace(/[?#].*$/s, '?…'));
}
