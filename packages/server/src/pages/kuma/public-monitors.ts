/** Where monitors that came from Uptime Kuma are shown to everybody: by the numbers that they have there. */
import type { Clock } from '@upwatch/core';
import type { CoreStore } from '../../stores/port.ts';

/** Only where to look: whether a page shows a monitor now is asked of the page, each time. */
const FRESH_MS = 10_000;
/** What `upwatch import uptime-kuma` is remembered under, unless it was given another name. */
const SOURCE = 'imported.uptime-kuma';

/** A component that shows a monitor. */
export interface PublicPlace {
  readonly slug: string;
  readonly componentId: string;
  readonly monitorId: string;
}

interface Known {
  readonly places: ReadonlyMap<string, readonly PublicPlace[]>;
  /** By the id of the monitor. */
  readonly numbers: ReadonlyMap<string, number>;
}

export class PublicMonitors {
  readonly #core: Pick<CoreStore, 'settings' | 'statusPages'>;
  readonly #clock: Clock;
  #known: Promise<Known> | undefined;
  #readAtMs = -Infinity;

  constructor({ core, clock }: { readonly core: Pick<CoreStore, 'settings' | 'statusPages'>; readonly clock: Clock }) {
    this.#core = core;
    this.#clock = clock;
  }

  /** @param number of Uptime Kuma. @returns none for one that no page shows to everybody, as for one that there is not */
  async placesOf(number: string): Promise<readonly PublicPlace[]> {
    return (await this.#read()).places.get(number) ?? [];
  }

  /** The number that a monitor had. */
  async numberOf(monitorId: string): Promise<number | undefined> {
    return (await this.#read()).numbers.get(monitorId);
  }

  /** What components of a page show, by their ids. */
  async monitorsOn(pageId: string): Promise<ReadonlyMap<string, string>> {
    const components = await this.#core.statusPages.components.of(pageId);
    return new Map(
      components.flatMap(({ id, source }) => (source.type === 'MONITOR' ? [[id, source.monitorId] as const] : [])),
    );
  }

  #read(): Promise<Known> {
    const nowMs = this.#clock.monotonic();
    if (this.#known && nowMs - this.#readAtMs < FRESH_MS) return this.#known;
    this.#readAtMs = nowMs;
    const known = this.#readAll();
    this.#known = known;
    known.catch(() => (this.#known = undefined));
    return known;
  }

  async #readAll(): Promise<Known> {
    const { settings, statusPages } = this.#core;
    const numbers = numbersIn(await settings.get(SOURCE));
    const places = new Map<string, PublicPlace[]>();
    if (numbers.size === 0) return { places, numbers };
    for (const { id, slug, visibility, isEnabled } of await statusPages.all()) {
      if (visibility !== 'PUBLIC' || !isEnabled) continue;
      for (const { id: componentId, source } of await statusPages.components.of(id)) {
        const number = source.type === 'MONITOR' ? numbers.get(source.monitorId) : undefined;
        if (number === undefined || source.type !== 'MONITOR') continue;
        const place = { slug, componentId, monitorId: source.monitorId };
        places.set(String(number), [...(places.get(String(number)) ?? []), place]);
      }
    }
    return { places, numbers };
  }
}

/** Of what the importer remembers: `monitor:12`, and the id of what it became. */
function numbersIn(kept: Readonly<Record<string, unknown>> | undefined): ReadonlyMap<string, number> {
  const entries = Object.values((kept?.['entries'] ?? {}) as Readonly<Record<string, unknown>>);
  const numbers = new Map<string, number>();
  for (const { ref, id } of entries as readonly Readonly<Record<string, unknown>>[]) {
    const [, number] = /^monitor:(\d{1,9})$/.exec(String(ref)) ?? [];
    if (number !== undefined && typeof id === 'string') numbers.set(id, Number(number));
  }
  return numbers;
}
