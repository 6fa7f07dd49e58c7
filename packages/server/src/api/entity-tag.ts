/** Entity tags: who changes a thing can say which one was read, so that nobody's change is written over unseen. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '@upwatch/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

const TAG_CHARACTERS = 22;

/** The tag of a thing as it is kept: equal for equal things, whoever reads them in whichever dialect. */
export function entityTag(kept: object): string {
  const hash = createHash('sha256').update(canonicalJson(kept)).digest('base64url');
  return `"${hash.slice(0, TAG_CHARACTERS)}"`;
}

/** @throws Problem PRECONDITION_FAILED when the request names another one in `If-Match` */
export function refuseStale(request: Pick<FastifyRequest, 'headers'>, kept: object): void {
  const header = request.headers['if-match']?.trim();
  if (header === undefined || header === '*') return;
  const tag = entityTag(kept);
  const named = header.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (named.includes(tag)) return;
  throw new Problem(
    'PRECONDITION_FAILED',
    `If-Match must be ${tag}, the ETag that it has now, got ${header.slice(0, 80)}`,
  );
}

/** A change that is made only to the thing that the request means. It is asked inside of the transaction. */
export function matched<Kept extends object, Content>(
  request: Pick<FastifyRequest, 'headers'>,
  change: (current: Kept) => Content,
): (current: Kept) => Content {
  return (current) => {
    refuseStale(request, current);
    return change(current);
  };
}
