/** Where the parts of a page are, for links on it. A page knows nothing of the host that it was asked for by (S40). */

export interface PageLinks {
  readonly home: string;
  /** @param version changes with what is in it */
  asset(name: string, version: string): string;
  incident(id: string): string;
  /** @param month `2026-01`; undefined: the newest */
  history(month?: string): string;
  /** Undefined where it is not offered: a copy elsewhere has nobody to answer. */
  live(path: LivePath): string | undefined;
}

/** What only a server can answer. */
type LivePath = 'subscribe' | 'calendar.ics' | 'feed.rss' | 'feed.atom' | 'feed.json';

/** @param base of the page on this server, without a slash at the end: empty under a name of its own */
export function linksAt(base: string): PageLinks {
  return {
    home: base === '' ? '/' : base,
    asset: (name, version) => `${base}/assets/${name}?v=${version}`,
    incident: (id) => `${base}/incidents/${id}`,
    history: (month) => `${base}/history${month === undefined ? '' : `/${month}`}`,
    live: (path) => `${base}/${path}`,
  };
}

/** Of a copy that lies in a folder, from a file that is `depth` folders below. */
export function linksInCopy(depth: number): PageLinks {
  const up = depth === 0 ? './' : '../'.repeat(depth);
  return {
    home: `${up}index.html`,
    asset: (name) => `${up}assets/${name}`,
    incident: (id) => `${up}incidents/${id}.html`,
    history: (month) => `${up}history/${month ?? 'index'}.html`,
    live: (path) => (path === 'subscribe' ? undefined : `${up}${path}`),
  };
}

/** Of a draft that is looked at before it is kept: its links lead nowhere, for what they name is not there yet. */
export function linksInPreview(path: string): PageLinks {
  const nowhere = '#content';
  return {
    home: nowhere,
    asset: (name, version) => `${path}/${name}?v=${version}`,
    incident: () => nowhere,
    history: () => nowhere,
    live: () => nowhere,
  };
}
