/** What comes over a connection and is not used yet: bounded, and to be waited for. */
import type { Socket } from 'node:net';
import { type Heard, LINE_BYTES_MAX } from './heard.ts';

/** Of one look. What a dialogue of this kind needs is a few lines. */
const RECEIVED_BYTES_MAX = 262_144;
const NEWLINE = 0x0a;

/** `quiet`: nothing came for a while. `closed`: nothing will. `flood`: more came than is taken. */
export type Arrival = 'more' | 'quiet' | 'closed' | 'flood';

export class Inbox {
  readonly #socket: Socket;
  readonly #heard: Heard;
  readonly #onFirst: () => void;
  #unread: Buffer = Buffer.alloc(0);
  #isClosed = false;
  #wake: ((arrival: Arrival) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * Begins to read.
   * @param heard remembers what came, over all inboxes of a look
   * @param onFirst told when something comes
   */
  constructor(socket: Socket, heard: Heard, onFirst: () => void) {
    this.#socket = socket;
    this.#heard = heard;
    this.#onFirst = onFirst;
    socket.on('data', this.#onData);
    socket.on('end', this.#onClosed);
    socket.on('close', this.#onClosed);
  }

  get unread(): Buffer {
    return this.#unread;
  }

  /** Takes bytes off the front. */
  take(bytes: number): Buffer {
    const taken = this.#unread.subarray(0, bytes);
    this.#unread = this.#unread.subarray(bytes);
    return taken;
  }

  /** The next line that is complete, or as much of it as is looked at; undefined when there is none yet. */
  takeLine(): Buffer | undefined {
    const at = this.#unread.indexOf(NEWLINE);
    if (at >= 0 && at < LINE_BYTES_MAX) return this.take(at + 1);
    return this.#unread.length >= LINE_BYTES_MAX ? this.take(LINE_BYTES_MAX) : undefined;
  }

  /** Waits until more comes, and no longer than `quietMs` where that is given. */
  arrival(quietMs?: number): Promise<Arrival> {
    if (this.#heard.bytes > RECEIVED_BYTES_MAX) return Promise.resolve('flood');
    if (this.#isClosed) return Promise.resolve('closed');
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (quietMs !== undefined) this.#timer = setTimeout(() => this.#arrived('quiet'), quietMs);
    });
  }

  /** Reads no more and waits for nothing. */
  release(): void {
    clearTimeout(this.#timer);
    this.#wake = undefined;
    this.#socket.off('data', this.#onData);
    this.#socket.off('end', this.#onClosed);
    this.#socket.off('close', this.#onClosed);
  }

  readonly #onData = (bytes: Buffer): void => {
    this.#onFirst();
    this.#heard.add(bytes);
    this.#unread = this.#unread.length === 0 ? bytes : Buffer.concat([this.#unread, bytes]);
    this.#arrived('more');
  };

  readonly #onClosed = (): void => {
    this.#isClosed = true;
    this.#arrived('closed');
  };

  #arrived(arrival: Arrival): void {
    clearTimeout(this.#timer);
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.(arrival);
  }
}
