/** What is happening, as it happens: a stream that is taken up again where it broke. */
import { ApiError, TransportError } from './errors.ts';
import { createEventText, type Message } from './event-text.ts';
import { EVENT_TYPES } from './generated/event-types.ts';
import type { LiveEvent as StreamedEvent } from './generated/models.ts';
import { checkedCall, type Settings, wrong } from './options.ts';
import type { Call } from './request.ts';
import { backoffMs } from './retry.ts';
import { type Sender, unreachable } from './sender.ts';

/** The kinds of events that can be asked for. */
export type EventType = StreamedEvent['type'];

/** Something that happened, by its `type`; `id` is what `lastEventId` takes. */
export type LiveEvent =
  | StreamedEvent
  /** What was missed is not kept any more: read again what you hold. */
  | { readonly type: 'reset' };

/** Which events, and from where on. */
export interface EventsOptions {
  /** @default every kind */
  readonly types?: readonly EventType[];
  /** Only what is of this monitor. */
  readonly monitorId?: string;
  /** The `id` of the last event that was seen: what came after it comes first. */
  readonly lastEventId?: string;
  /** Ends the stream; going through it then fails with the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds without a sign of life (the server gives one every 15 s) until the connection is taken for dead.
   * @default 45000
   */
  readonly timeoutMs?: number;
  /**
   * How often in a row it tries to come back.
   * @default without end, until the signal
   */
  readonly retries?: number;
  /**
   * Called each time the stream is open, with whether it goes on where it broke. Where it does not, what was read before
   * may be older than the first event: read it again.
   */
  readonly onOpen?: (isContinued: boolean) => void;
}

const FIELDS = ['types', 'monitorId', 'lastEventId', 'signal', 'timeoutMs', 'retries', 'onOpen'];
const SILENCE_MS_MAX = 45_000;
const BACKOFF_MS_MAX = 30_000;
/** Asking again changes nothing. */
const HOPELESS = new Set([400, 401, 403, 404, 405, 406]);
const VISIBLE = /^[\x21-\x7e]{1,200}$/;

/** Follows the stream. @throws TypeError for a wrong option, at once and not only when it is gone through */
export function followEvents(
  sender: Sender,
  settings: Settings,
  options: EventsOptions = {},
): AsyncGenerator<LiveEvent, void, undefined> {
  const { types, monitorId, lastEventId, ...call } = options;
  checkedCall(call, FIELDS);
  if (
    types !== undefined &&
    !(Array.isArray(types) && types.length > 0 && types.every((type) => EVENT_TYPES.includes(type)))
  )
    throw wrong('types', `a list of ${EVENT_TYPES.join(', ')}`, Array.isArray(types) ? types.join(', ') : types);
  if (monitorId !== undefined && typeof monitorId !== 'string') throw wrong('monitorId', 'a text', monitorId);
  if (lastEventId !== undefined && !VISIBLE.test(lastEventId))
    throw wrong('lastEventId', 'the id of an event', lastEventId);
  const query = { types: types?.join(','), monitorId };
  return follow({ method: 'GET', path: '/api/v1/events', query }, { sender, settings, options });
}

interface Following {
  readonly sender: Sender;
  readonly settings: Settings;
  readonly options: EventsOptions;
}

async function* follow(
  call: Call,
  { sender, settings, options }: Following,
): AsyncGenerator<LiveEvent, void, undefined> {
  const { time } = settings;
  const never = new AbortController().signal;
  const { signal = never, retries = Infinity, timeoutMs = SILENCE_MS_MAX, onOpen = () => undefined } = options;
  let { lastEventId } = options;
  let pauseMs = 0;
  for (let failures = 1; ; failures++) {
    let failure: unknown;
    try {
      for await (const heard of connection(call, { sender, settings, lastEventId, signal, timeoutMs, onOpen })) {
        failures = 0;
        pauseMs = heard.retryMs ?? pauseMs;
        if (!heard.message) continue;
        lastEventId = heard.message.id ?? lastEventId;
        yield eventOf(heard.message);
      }
    } catch (error) {
      signal.throwIfAborted();
      failure = error;
    }
    // An end without a failure is a server that restarts, or that dropped a slow reader.
    const lost = failure ?? new TransportError(`GET ${call.path}: the stream ended`, { kind: 'network' });
    if (isHopeless(lost) || failures >= retries + 1) throw lost;
    const askedMs = lost instanceof ApiError ? (lost.retryAfterMs ?? 0) : 0;
    await time.wait(Math.max(pauseMs, askedMs) + backoffMs(failures + 1, time.random(), BACKOFF_MS_MAX), signal);
  }
}

function isHopeless(error: unknown): boolean {
  if (error instanceof ApiError) return HOPELESS.has(error.status);
  return !(error instanceof TransportError) || error.kind === 'protocol';
}

interface Heard {
  readonly message: Message | undefined;
  readonly retryMs: number | undefined;
}

interface Connecting {
  readonly sender: Sender;
  readonly settings: Settings;
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly onOpen: (isContinued: boolean) => void;
}

/** One connection, from its head to its end; a sign of life comes out as a message that is none. */
async function* connection(call: Call, given: Connecting): AsyncGenerator<Heard, void, undefined> {
  const ended = new AbortController();
  const stop = (): void => ended.abort(given.signal.reason);
  given.signal.throwIfAborted();
  given.signal.addEventListener('abort', stop, { once: true });
  const bounded = async <T>(work: Promise<T>): Promise<T> => withinSilence(work, call, given, ended);
  try {
    const headers = given.lastEventId === undefined ? {} : { 'last-event-id': given.lastEventId };
    const response = await bounded(given.sender.open(call, headers, ended.signal));
    given.onOpen(given.lastEventId !== undefined);
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    const text = createEventText();
    for (;;) {
      const { done, value } = await bounded(reader.read());
      if (done) return;
      const messages = text.push(decoder.decode(value, { stream: true }));
      yield { message: undefined, retryMs: text.retryMs };
      for (const message of messages) yield { message, retryMs: undefined };
    }
  } catch (error) {
    given.signal.throwIfAborted();
    throw error instanceof ApiError || error instanceof TransportError
      ? error
      : unreachable({ name: `GET ${call.path}` }, error);
  } finally {
    given.signal.removeEventListener('abort', stop);
    // Whoever stops listening hangs up.
    ended.abort();
  }
}

async function withinSilence<T>(
  work: Promise<T>,
  call: Call,
  { settings, timeoutMs }: Connecting,
  ended: AbortController,
): Promise<T> {
  const timeUp = new AbortController();
  const silence = settings.time.wait(timeoutMs, timeUp.signal).then(
    () => {
      throw new TransportError(`GET ${call.path}: nothing heard within ${timeoutMs} ms`, { kind: 'timeout' });
    },
    () => new Promise<never>(() => undefined),
  );
  const stopped = new Promise<never>((_resolve, reject) => {
    ended.signal.addEventListener('abort', () => reject(ended.signal.reason as Error), {
      once: true,
      signal: timeUp.signal,
    });
  });
  try {
    return await Promise.race([work, silence, stopped]);
  } finally {
    timeUp.abort();
  }
}

/** The stream is the server's word, as every answer is. */
function eventOf({ id = '', type, data }: Message): LiveEvent {
  if (type === 'reset') return { type };
  return { type, id, data: JSON.parse(data) as unknown } as LiveEvent;
}
