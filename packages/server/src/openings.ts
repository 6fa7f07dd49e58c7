/** What is open, and how it is closed again. */
import type { Logger } from 'pino';

/** What a start has opened, closed again in the opposite order: when the server ends, and when its start fails. */
export class Openings {
  readonly #closers: (() => void | Promise<void>)[] = [];

  add(close: () => void | Promise<void>): void {
    this.#closers.unshift(close);
  }

  /** One that fails does not keep the others open. */
  async close(log: Logger): Promise<void> {
    for (const close of this.#closers.splice(0)) {
      try {
        await close();
      } catch (error) {
        log.error({ err: error }, 'something could not be closed in order');
      }
    }
  }
}
