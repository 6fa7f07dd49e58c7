/** The link that leads to a new password, for an hour. */
import type { Clock } from '@upwatch/core';
import { makeToken, type SecretToken } from './secret-token.ts';

const HOLDS_MS = 3_600_000;

export function makeResetLink(clock: Pick<Clock, 'wall'>): SecretToken & { readonly expiresAtMs: number } {
  return { ...makeToken('uwr_'), expiresAtMs: Math.floor(clock.wall()) + HOLDS_MS };
}
