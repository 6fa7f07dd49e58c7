/** What channels that speak to a provider's API share: its credentials and address, the name of an incident, calls one after the other. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import type { SendContext, SendOutcome } from './port.ts';
import { webUrl } from './web-url.ts';

/** A key or a token. It goes into a header, a URL or a form: visible ASCII ends none of them. */
export const credential = z
  .string()
  .min(1, 'must not be empty')
  .max(1_000, 'must have at most 1000 characters')
  .regex(/^[\x21-\x7e]*$/, 'must be visible ASCII without spaces');

/** Where the provider's API is instead of its usual place: another region, a proxy. */
export const apiUrl = webUrl('the credentials are settings of their own').nullish();

/** What every request of an attempt has. */
export function boundsOf(context: SendContext): Pick<SendContext, 'signal' | 'lookup' | 'egress' | 'onRequest'> {
  const { signal, lookup, egress, onRequest } = context;
  return { signal, ...(lookup && { lookup }), ...(egress && { egress }), ...(onRequest && { onRequest }) };
}

/** The name under which a provider knows an incident. Tests have none of their own: each is a new one. */
export function incidentKeyOf(message: AlertMessage, context: SendContext): string {
  return message.kind === 'TEST' ? context.key : message.incidentId;
}

/** Whether it ends what an earlier alert began, and nobody was told of that one. */
export function isWholeStory(message: AlertMessage, context: SendContext): boolean {
  return message.kind === 'INCIDENT_RESOLVED' && context.tellsWholeStory === true;
}

/** Makes calls one after the other. The first that does not arrive is the outcome; else the last is. */
export async function inTurn(
  first: () => Promise<SendOutcome>,
  ...others: readonly (() => Promise<SendOutcome>)[]
): Promise<SendOutcome> {
  let outcome = await first();
  for (const call of others) {
    if (outcome.type !== 'sent') return outcome;
    outcome = await call();
  }
  return outcome;
}
