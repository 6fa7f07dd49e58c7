/** One attempt at one channel: within its deadline, whatever the channel's code does, and with every secret masked. */
import type { AlertMessage, Clock, JsonObject } from '@upwatch/core';
import type { AnyChannel } from '../../channels/index.ts';
import { cut, oneLine } from '../../channels/plain-text.ts';
import { maskRequest } from '../../channels/masked-request.ts';
import type { SendContext, SendOutcome, SentRequest } from '../../channels/port.ts';
import { scrub, secretsIn } from '../../channels/secrets.ts';

/** Calls back once, after so many milliseconds of the monotonic clock. The returned function prevents it. */
export type After = (ms: number, callback: () => void) => () => void;

/** The system's timers. */
export const systemAfter: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/** An attempt that has no answer after this is over, milliseconds. */
const SEND_TIMEOUT_MS = 30_000;
/** How long after its deadline a channel may take to say how it ended, before that is said for it. */
const SETTLE_MS = 1_000;
const REASON_MAX = 500;
const EXCERPT_MAX = 1_000;

/** How a send ended, and what it sent: the last request, whose answer the outcome tells. */
export type Attempted = SendOutcome & { readonly request?: SentRequest };

/** What a send needs. */
export interface SendTools {
  readonly channelOf: (type: string) => AnyChannel | undefined;
  readonly clock: Clock;
  readonly after: After;
  /** Something of ours is wrong. Never holds a secret. */
  readonly onTrouble: (error: Error) => void;
}

/**
 * Sends once. Never rejects.
 * @param abort ends the send early; it is also what the deadline ends
 */
export async function sendOnce(
  tools: SendTools,
  channel: { readonly type: string; readonly config: JsonObject },
  message: AlertMessage,
  context: Omit<SendContext, 'signal' | 'nowMs' | 'onRequest'>,
  abort: AbortController,
): Promise<Attempted> {
  const definition = tools.channelOf(channel.type);
  if (!definition) return { type: 'reject', reason: `there is no channel of type "${channel.type}"` };
  // Settings may be kept without the type that the channel itself has.
  const settings = definition.config.safeParse({ ...channel.config, channelType: channel.type });
  if (!settings.success) return { type: 'reject', reason: `the settings are not valid: ${problemsOf(settings.error)}` };

  const { promise: overdue, resolve: giveUp } = Promise.withResolvers<SendOutcome>();
  const cancelDeadline = tools.after(SEND_TIMEOUT_MS, () => abort.abort());
  let cancelSettling: (() => void) | undefined;
  const onAbort = (): void => {
    cancelSettling = tools.after(SETTLE_MS, () =>
      giveUp({ type: 'retry', reason: 'there was no answer before the deadline' }),
    );
  };
  abort.signal.addEventListener('abort', onAbort, { once: true });
  const secrets = secretsIn(channel.config, definition.secretFields);
  let request: SentRequest | undefined;
  try {
    const sending = definition.send(settings.data, message, {
      ...context,
      signal: abort.signal,
      nowMs: tools.clock.wall(),
      onRequest: (sent) => {
        request = sent;
      },
    });
    const outcome = mask(await Promise.race([sending, overdue]), secrets);
    return { ...outcome, ...(request && { request: maskRequest(request, { secrets, actions: context.actions }) }) };
  } catch (error) {
    const text = scrub(error instanceof Error ? `${error.name}: ${error.message}` : String(error), secrets);
    tools.onTrouble(new Error(`channel ${channel.type} failed while sending: ${text}`));
    return { type: 'retry', reason: cut(oneLine(`a fault of Upwatch: ${text}`), REASON_MAX) };
  } finally {
    cancelDeadline();
    cancelSettling?.();
    abort.signal.removeEventListener('abort', onAbort);
  }
}

function mask(outcome: SendOutcome, secrets: readonly string[]): SendOutcome {
  const excerpt = outcome.responseExcerpt;
  return {
    ...outcome,
    ...(outcome.type !== 'sent' && { reason: cut(oneLine(scrub(outcome.reason, secrets)), REASON_MAX) }),
    ...(excerpt !== undefined && { responseExcerpt: cut(scrub(excerpt, secrets).toWellFormed(), EXCERPT_MAX) }),
  };
}

function problemsOf(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  return error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'config'} ${message}`).join('; ');
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** What a test of a channel says: there is no incident behind it. */
export function testMessage(nowMs: number, publicUrl: string | undefined): AlertMessage {
  return {
    kind: 'TEST',
    severity: 'DOWN',
    monitorName: 'Test message',
    target: publicUrl ?? 'this Upwatch server',
    monitorId: NO_ID,
    incidentId: NO_ID,
    headline: 'This is a test: alerts of Upwatch will arrive here.',
    regions: [],
    startedAtMs: nowMs,
    occurredAtMs: nowMs,
  };
}
