/** Reads JSON bodies: strict UTF-8, and a refusal that says where. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { jsonErrorPosition } from './json-position.ts';
import { Problem } from './problem.ts';

/** The largest body taken, bytes. */
export const BODY_BYTES_MAX = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Takes `application/json` and `application/*+json`; anything else is refused with 415. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/([\w.+-]+\+)?json(;|$)/i, { parseAs: 'buffer' }, parse);
}

/**
 * An empty body is no body: many clients name a content type on every POST.
 * `__proto__` arrives as an ordinary key, which no schema knows.
 */
async function parse(_request: FastifyRequest, bytes: Buffer): Promise<unknown> {
  if (bytes.length === 0) return undefined;
  const text = decoded(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const { line, column } = jsonErrorPosition(text);
    throw new Problem('MALFORMED_JSON', `the body is not valid JSON: line ${line}, column ${column}`, {
      errors: [{ code: 'MALFORMED_JSON', field: `${line}:${column}`, message: `unexpected text at ${line}:${column}` }],
    });
  }
}

function decoded(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem('MALFORMED_JSON', 'the body is not valid JSON: it must be UTF-8');
  }
}
