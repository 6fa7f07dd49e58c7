/**
 * Server-sent events: from the bus to everyone who listens. The bus is listened to only while somebody does, and a
 * little longer for whoever comes back, because events of single phases cost the probe time.
 */
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { LiveEvent } from '../../live.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { createEventWindow, type KeptEvent } from './event-window.ts';

export interface StreamLimits {
  readonly streams: number;
  readonly streamsPerKey: number;
  /** Bytes that may wait for a reader before it is dropped. */
  readonly bufferedBytes: number;
  readonly heartbeatMs: number;
  /** How long a stream that ended can be taken up again when nobody else listens. */
  readonly resumeMs: number;
  readonly window: { readonly events: number; readonly bytes: number };
}

const LIMITS: StreamLimits = {
  streams: 200,
  streamsPerKey: 50,
  bufferedBytes: 1024 * 1024,
  heartbeatMs: 15_000,
  resumeMs: 60_000,
  window: { events: 10_000, bytes: 8 * 1024 * 1024 },
};

/** What one client wants to hear. */
export interface StreamRequest {
  readonly keyId: number;
  readonly keyExpiresAtMs?: number;
  readonly monitorId?: string;
  readonly types?: ReadonlySet<LiveEvent['type']>;
  readonly lastEventId?: string;
}

export interface EventStreams {
  /** @throws Problem RATE_LIMITED when there are too many already */
  refuseTooMany(keyId: number): void;
  /** Writes events to an answer whose head has been sent, until either side ends it. */
  open(response: ServerResponse, request: StreamRequest): void;
  /** Ends the streams of a key that works no more. */
  endOf(keyId: number): void;
  readonly size: number;
  close(): void;
}

interface Stream {
  readonly response: ServerResponse;
  readonly request: StreamRequest;
}

export function createEventStreams(
  deps: Pick<ApiDeps, 'live' | 'clock'> & { readonly config: Pick<ApiDeps['config'], 'publicUrl'> },
  limits: StreamLimits = LIMITS,
): EventStreams {
  const window = createEventWindow(randomBytes(6).toString('hex'), limits.window, deps.config.publicUrl);
  const streams = new Set<Stream>();
  let unsubscribe: (() => void) | undefined;
  let leaving: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

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
    heartbeat = undefined;
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
      for (const stream of streams) if (isWanted(kept, stream.request)) write(stream, kept.text);
    });
    heartbeat ??= setInterval(beat, limits.heartbeatMs);
    heartbeat.unref();
  }

  function beat(): void {
    const now = deps.clock.wall();
    for (const stream of streams) {
      if ((stream.request.keyExpiresAtMs ?? Infinity) <= now) drop(stream);
      else write(stream, ': still here\n\n');
    }
  }

  return {
    refuseTooMany(keyId) {
      const ofKey = [...streams].filter((stream) => stream.request.keyId === keyId).length;
      if (streams.size < limits.streams && ofKey < limits.streamsPerKey) return;
      const message = `at most ${limits.streamsPerKey} event streams a key and ${limits.streams} in all may be open`;
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
      else for (const event of missed.events) if (isWanted(event, request)) write(stream, event.text);
    },
    endOf(keyId) {
      for (const stream of streams) if (stream.request.keyId === keyId) drop(stream);
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

function isWanted(event: KeptEvent, { monitorId, types }: StreamRequest): boolean {
  return (monitorId === undefined || event.monitorId === monitorId) && (types === undefined || types.has(event.type));
}
