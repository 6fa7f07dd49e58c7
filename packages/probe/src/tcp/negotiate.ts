/** Asks for TLS in the words of a protocol. */
import { failure, type Failure } from '@upwatch/core';
import { safeText } from '../tls/safe-text.ts';
import type { Stage } from './dialogue.ts';
import { type Exchange, START_TLS, type StartTlsProtocol } from './starttls.ts';

/** What no protocol needs before it goes over to TLS. */
const UNREAD_BYTES_MAX = 16_384;

/** How TLS is asked for. */
export interface Negotiation {
  readonly protocol: StartTlsProtocol;
  /** The host's. */
  readonly name: string;
}

/** @returns why TLS was not agreed to, of the phase `tls` */
export async function negotiate(stage: Stage, { protocol, name }: Negotiation): Promise<Failure | undefined> {
  const exchanges: readonly Exchange[] = START_TLS[protocol];
  for (const { send, read } of exchanges) {
    const bytes = send?.(name);
    if (bytes !== undefined) stage.send(Buffer.from(bytes));
    const reason = await answered(stage, read, protocol);
    if (reason) return reason;
  }
  return undefined;
}

async function answered(stage: Stage, read: Exchange['read'], protocol: string): Promise<Failure | undefined> {
  for (;;) {
    const { inbox, endpoint } = stage;
    const reading = read(inbox.unread);
    if (reading !== 'more' && 'used' in reading) {
      inbox.take(reading.used);
      return undefined;
    }
    if (reading !== 'more') {
      return failure('protocol.starttls', `${endpoint} (${protocol}): ${safeText(reading.refusal, 200)}`, 'tls');
    }
    if (inbox.unread.length > UNREAD_BYTES_MAX) {
      return failure('protocol.limit', `${endpoint} does not come to the point (${protocol})`, 'tls');
    }
    const arrival = await inbox.arrival();
    if (arrival === 'flood') return failure('protocol.limit', `${endpoint} (${protocol})`, 'tls');
    if (arrival === 'closed') return stage.broken ?? closed(stage, protocol);
  }
}

function closed({ inbox, endpoint }: Stage, protocol: string): Failure {
  const said = inbox.unread.length > 0 ? `, having said "${safeText(inbox.unread.toString('latin1'), 200)}"` : '';
  return failure('protocol.starttls', `${endpoint} closed the connection (${protocol})${said}`, 'tls');
}
