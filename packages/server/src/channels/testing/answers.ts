/** What a provider's answers come to. */
import assert from 'node:assert/strict';
import type { SendOutcome } from '../port.ts';
import type { Delivered } from './deliver.ts';
import type { Reply } from './http-sink.ts';

type Outcome = SendOutcome['type'];
type Send = (reply: Reply) => Promise<Pick<Delivered, 'outcome'>>;

/** Each answer has its outcome, with its reason; none repeats a secret, which in tests have "canary" in them. */
export async function assertUnderstood(
  rows: readonly (readonly [reply: Reply, type: Outcome, reason?: RegExp | undefined])[],
  send: Send,
): Promise<void> {
  for (const [reply, type, reason] of rows) {
    const { outcome } = await send(reply);
    assert.equal(outcome.type, type, JSON.stringify(reply));
    if (reason) assert.match(outcome.type === 'sent' ? '' : outcome.reason, reason);
    assert.ok(!JSON.stringify(outcome).includes('canary'));
  }
}

/** The same of answers that are a status and a body. */
export function assertToldApart(
  rows: readonly (readonly [status: number, body: string, type: Outcome, reason?: RegExp])[],
  send: Send,
): Promise<void> {
  return assertUnderstood(
    rows.map(([status, body, type, reason]) => [{ status, body }, type, reason] as const),
    send,
  );
}
