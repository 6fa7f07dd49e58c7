import { type EventsOptions, followEvents, type LiveEvent } from './events.ts';
import { Resources } from './generated/resources.ts';
import { settingsOf, type UpwatchOptions } from './options.ts';
import { createSender } from './sender.ts';

/** Follows what is happening. */
export interface Events {
  (options?: EventsOptions): AsyncGenerator<LiveEvent, void, undefined>;
  /** The same, under the name that the operation has everywhere. */
  readonly stream: (options?: EventsOptions) => AsyncGenerator<LiveEvent, void, undefined>;
}

/**
 * A client of one Upwatch server. It holds no connection and needs no end.
 *
 * Every method sends one request, and again when that is safe. It throws `ValidationError`, `AuthError`,
 * `NotFoundError`, `ConflictError`, `RateLimitError`, `ServerError` (each an `ApiError`), `TransportError` when no
 * answer came, and `TypeError` for an argument that cannot be sent.
 * @throws TypeError for an option that is wrong
 * @example
 * const client = new Upwatch({ token: 'uw_0123456789abcdefghijklmnopqrstuv', baseUrl: 'http://127.0.0.1:8080' });
 * const monitor = await client.monitors.create({
 *   name: 'shop',
 *   type: 'HTTP',
 *   config: { url: 'https://shop.example/', method: 'GET' },
 *   frequencySeconds: 300,
 * });
 * console.log(monitor.id, monitor.name, monitor.enabled, monitor.regions);
 */
export class Upwatch extends Resources {
  /**
   * What is happening, as it happens. A stream that breaks is taken up where it broke; what was missed for good is
   * told as one event `reset`.
   * @throws AuthError when the token does not work, TransportError when `retries` are used up
   * @example
   * for await (const event of client.events({ types: ['verdict'] })) {
   *   if (event.type === 'verdict') console.log(event.data.monitorId, event.data.verdict);
   *   break;
   * }
   */
  readonly events: Events;

  constructor(options: UpwatchOptions) {
    const settings = settingsOf(options);
    const sender = createSender(settings);
    super(sender);
    const follow = (given?: EventsOptions) => followEvents(sender, settings, given);
    this.events = Object.assign(follow, { stream: follow });
  }
}
