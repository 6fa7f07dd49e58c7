/**
 * Drafts of pages as they would be, for whoever writes them. They are nobody's page: an address that cannot be guessed, known
 * to the one who asked, for some minutes and in memory alone.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@upwatch/core';

/** Long enough to look at it, and to load it again after the machine slept, milliseconds. */
const KEPT_MS = 5 * 60_000;
/** Each is some 50 kB; the oldest goes first. */
const PREVIEWS_MAX = 100;
const TOKEN_BYTES = 24;

export const PREVIEWS_PREFIX = '/previews';

/** A document with the style sheet of its own. */
export interface Preview {
  readonly html: string;
  readonly themeCss: string;
  /** The content security policy of the document. */
  readonly policy: string;
}

export class Previews {
  readonly #clock: Clock;
  readonly #basePath: string;
  readonly #kept = new Map<string, { readonly preview: Preview; readonly untilMs: number }>();

  /** @param basePath the folder that stands before our addresses */
  constructor(clock: Clock, basePath: string) {
    this.#clock = clock;
    this.#basePath = basePath;
  }

  /** @param draw is told under which path its files will be */
  async keep(
    draw: (path: string) => Promise<Preview>,
  ): Promise<{ readonly path: string; readonly expiresAtMs: number }> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const path = `${this.#basePath}${PREVIEWS_PREFIX}/${token}`;
    const preview = await draw(path);
    this.#kept.set(token, { preview, untilMs: this.#clock.monotonic() + KEPT_MS });
    if (this.#kept.size > PREVIEWS_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    return { path, expiresAtMs: Math.floor(this.#clock.wall()) + KEPT_MS };
  }

  get(token: string): Preview | undefined {
    const found = this.#kept.get(token);
    if (found === undefined || this.#clock.monotonic() < found.untilMs) return found?.preview;
    this.#kept.delete(token);
    return undefined;
  }
}
