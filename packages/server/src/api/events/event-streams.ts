/**
 * Server-sent events: from the bus to everyone who listens. The bus is listened to only while somebody does, and a
 * little longer for whoever comes back, because events of single phases cost the probe time.
 */
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { LiveEvent } from '../../live.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { withheld } from '../withheld.ts';
import { createEventWindow, type KeptEvent } from './event-window.ts';

export interface StreamLimits {
  readonly streams: number;
  readonly streamsPerCaller: number;
  readonly streamsPerAddress: number;
  /** Bytes that may wait for a reader before it is dropped. */
  readonly bufferedBytes: number;
  readonly heartbeatMs: number;
  /** How often it is looked whether whoever listens still may. */
  readonly expiryMs: number;
  /** How long a stream that ended can be taken up again when nobody else listens. */
  readonly resumeMs: number;
  readonly window: { readonly events: number; readonly bytes: number };
}

const LIMITS: StreamLimits = {
  streams: 200,
  streamsPerCaller: 50,
  // Nobody has them all, by however many keys.
  streamsPerAddress: 100,
  bufferedBytes: 1024 * 1024,
  heartbeatMs: 15_000,
  expiryMs: 4000,
  resumeMs: 60_000,
  window: { events: 10_000, bytes: 8 * 1024 * 1024 },
};

/** What one client wants to hear. */
export interface StreamRequest {
  /** Whose it is, for counting: `key:3`. */
  readonly callerId: string;
  readonly address: string;
  /** Whatever it ends with: `member:5`, `session:019b…`. */
  readonly holders: readonly string[];
  /** Whether it lacks what only those see who may change what is watched. */
  readonly isWithheld?: boolean;
  /** Whether whoever listens still may. Asked of the store, because a command beside the server may have ended it. */
  readonly mayListen: () => Promise<boolean>;
  readonly monitorId?: string;
  readonly types?: ReadonlySet<LiveEvent['type']>;
  readonly lastEventId?: string;
}

export interface EventStreams {
  /** @throws Problem RATE_LIMITED when there are too many already */
  refuseTooMany(asks: Pick<StreamRequest, 'callerId' | 'address'>): void;
  /** Writes events to an answer whose head has been sent, until either side ends it. */
  open(response: ServerResponse, request: StreamRequest): void;
  /** Ends the streams of a key that works no more, of a session, of a member. @param kept those that stay, of another holder */
  endOf(holder: string, kept?: string): void;
  readonly size: number;
  close(): void;
}

interface Stream {
  readonly response: ServerResponse;
  readonly request: StreamRequest;
}

export function createEventStreams(
  deps: Pick<ApiDeps, 'live'> & { readonly config: Pick<ApiDeps['config'], 'publicUrl'> },
  limits: StreamLimits = LIMITS,
): EventStreams {
  const window = createEventWindow(randomBytes(6).toString('hex'), limits.window, deps.config.publicUrl);
  const streams = new Set<Stream>();
  let unsubscribe: (() => void) | undefined;
  let leaving: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let expiry: NodeJS.Timeout | undefined;

  function write(stream: Stream, text: string): void {
    const { response } = stream;
    if (!streams.has(stream)) return;
    response.write(text);
    // Who reads more slowly than things happen would have them all kept in memory: it can come back and resume.
    if (response.writableLength > limits.bufferedBytes) drop(stream);
  }

  function drop(stream: Stream): void {
    stream.response.destroy();
    leave(stream);
  }

  function leave(stream: Stream): void {
    if (!streams.delete(stream) || streams.size > 0) return;
    clearInterval(heartbeat);
    clearInterval(expiry);
    heartbeat = undefined;
    expiry = undefined;
    leaving = setTimeout(stopListening, limits.resumeMs);
    leaving.unref();
  }

  function stopListening(): void {
    clearTimeout(leaving);
    leaving = undefined;
    unsubscribe?.();
    unsubscribe = undefined;
    window.forget();
  }

  function listen(): void {
    clearTimeout(leaving);
    leaving = undefined;
    unsubscribe ??= deps.live.subscribe((event) => {
      const kept = window.add(event);
      for (const stream of streams) if (isWanted(kept, stream.request)) write(stream, textFor(stream.request, kept));
    });
    heartbeat ??= setInterval(beat, limits.heartbeatMs);
    heartbeat.unref();
    expiry ??= setInterval(() => void dropOver(), limits.expiryMs);
    expiry.unref();
  }

  function beat(): void {
    for (const stream of streams) write(stream, ': still here\n\n');
  }

  async function dropOver(): Promise<void> {
    for (const stream of [...streams]) {
      // Who cannot be asked about is not told more: they come back, and are asked again.
      // oxlint-disable-next-line no-await-in-loop -- one at a time: nobody waits for it
      if (!(await stream.request.mayListen().catch(() => false))) drop(stream);
    }
  }

  return {
    refuseTooMany({ callerId, address }) {
      const requests = [...streams].map(({ request }) => request);
      const theirs = requests.filter((one) => one.callerId === callerId).length;
      const fromThere = requests.filter((one) => one.address === address).length;
      const isRoom = theirs < limits.streamsPerCaller && fromThere < limits.streamsPerAddress;
      if (streams.size < limits.streams && isRoom) return;
      const message = `at most ${limits.streamsPerCaller} event streams a key or member, ${limits.streamsPerAddress} an address and ${limits.streams} in all may be open`;
      throw new Problem('RATE_LIMITED', message, { headers: { 'retry-after': '15' } });
    },
    open(response, request) {
      const stream: Stream = { response, request };
      streams.add(stream);
      response.once('close', () => leave(stream));
      // A reset by the client is how most streams end.
      response.on('error', () => leave(stream));
      listen();
      write(stream, 'retry: 2000\n: welcome\n\n');
      if (request.lastEventId === undefined) return;
      const missed = window.since(request.lastEventId);
      if (missed.type === 'reset') write(stream, 'event: reset\ndata: {}\n\n');
      else for (const event of missed.events) if (isWanted(event, request)) write(stream, textFor(request, event));
    },
    endOf(holder, kept) {
      for (const stream of streams) {
        const { holders } = stream.request;
        if (holders.includes(holder) && (kept === undefined || !holders.includes(kept))) drop(stream);
      }
    },
    get size() {
      return streams.size;
    },
    close() {
      for (const stream of streams) {
        // Ended politely it would wait for a client that does not read, and keep the server from closing.
        drop(stream);
      }
      stopListening();
    },
  };
}

/** Made once for all who do not see the whole. */
const withheldTexts = new WeakMap<KeptEvent, string>();

function textFor({ isWithheld = false }: StreamRequest, event: KeptEvent): string {
  if (!isWithheld) return event.text;
  const made = withheldTexts.get(event) ?? event.text.replace(/^data: (.*)$/m, (_, data: string) => withheldData(data));
  withheldTexts.set(event, made);
  return made;
}

function withheldData(data: string): string {
  return `data: ${JSON.stringify(withheld(JSON.parse(data)))}`;
}

function isWanted(event: KeptEvent, { monitorId, types }: StreamRequest): boolean {
  return (monitorId === undefined || event.monitorId === monitorId) && (types === undefined || types.has(event.type));
}
