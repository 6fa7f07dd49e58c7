/** Where monitors and groups that came from Uptime Kuma are shown to everybody: by the numbers that they have there. */
import type { Clock } from '@upwatch/core';
import type { CoreStore, PageComponentSource } from '../../stores/port.ts';

/** Only where to look: whether a page shows a monitor now is asked of the page, each time. */
const FRESH_MS = 10_000;
/** What `upwatch import uptime-kuma` is remembered under, unless it was given another name. */
const SOURCE = 'imported.uptime-kuma';

/** A component that shows a monitor or a group. */
export interface PublicPlace {
  readonly slug: string;
  readonly componentId: string;
  /** Of what it shows. */
  readonly sourceId: string;
}

interface Known {
  readonly places: ReadonlyMap<string, readonly PublicPlace[]>;
  /** By the id of the monitor or the group. */
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

  /** The number that a monitor or a group had: there a group is a monitor. */
  async numberOf(sourceId: string): Promise<number | undefined> {
    return (await this.#read()).numbers.get(sourceId);
  }

  /** What components of a page show, by their ids. */
  async sourcesOn(pageId: string): Promise<ReadonlyMap<string, string>> {
    const components = await this.#core.statusPages.components.of(pageId);
    return new Map(
      components.flatMap(({ id, source }) => {
        const sourceId = idOf(source);
        return sourceId === undefined ? [] : [[id, sourceId] as const];
      }),
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
        const sourceId = idOf(source);
        const number = sourceId === undefined ? undefined : numbers.get(sourceId);
        if (sourceId === undefined || number === undefined) continue;
        const place = { slug, componentId, sourceId };
        places.set(String(number), [...(places.get(String(number)) ?? []), place]);
      }
    }
    return { places, numbers };
  }
}

function idOf(source: PageComponentSource): string | undefined {
  switch (source.type) {
    case 'MONITOR':
      return source.monitorId;
    case 'GROUP':
      return source.resourceGroupId;
    case 'STATIC':
      return undefined;
  }
}

/** Of what the importer remembers: `monitor:12`, `group:13`, and the id of what it became. */
function numbersIn(kept: Readonly<Record<string, unknown>> | undefined): ReadonlyMap<string, number> {
  const entries = Object.values((kept?.['entries'] ?? {}) as Readonly<Record<string, unknown>>);
  const numbers = new Map<string, number>();
  for (const { ref, id } of entries as readonly Readonly<Record<string, unknown>>[]) {
    const [, number] = /^(?:monitor|group):(\d{1,9})$/.exec(String(ref)) ?? [];
    if (number !== undefined && typeof id === 'string') numbers.set(id, Number(number));
  }
  return numbers;
}
