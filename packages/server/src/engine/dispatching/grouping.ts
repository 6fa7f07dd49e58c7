/**
 * What is told alone and what together on one channel, and when: pure, so that storms are tables and properties in a
 * test. Instants are of the monotonic clock, but for `dueAtMs`.
 */

/** What a storm is, and how it is told. From a calm, it makes 5 messages alone and 3 together in its first 5 minutes. */
export const STORM = {
  /** As many messages go at once: who is on call sees names before numbers. */
  atOnce: 5,
  /** ... within this time. Beyond, it is a storm; a trickle slower than that is not one. */
  windowMs: 10_000,
  /** How long what is told together is waited for: half an interval of most monitors, so that the first has many. */
  waitMs: 30_000,
  /** Least time after the first, and after each later message that tells together. */
  gapsMs: [60_000, 120_000],
  /** How long a storm is remembered: until then nothing goes at once, and what begins belongs to the same digest. */
  memoryMs: 300_000,
  /** How long ends are waited for while others of the same digest stand: three intervals of most monitors. */
  endsWaitMs: 180_000,
} as const;

/** How what is next of an incident may be told. */
export type Way =
  /** By itself, whatever else waits: tried before under its own key, to be cancelled, or the end of a ticket. */
  | { readonly type: 'alone' }
  /** In a message that was put together before, with its key. */
  | { readonly type: 'again'; readonly digestId: string; readonly part: number }
  /** In the digest that told its beginning. */
  | { readonly type: 'bound'; readonly digestId: string; readonly isEnd: boolean }
  | { readonly type: 'free'; readonly isNotice: boolean };

/** What is next of one incident on one channel. */
export interface Waiting {
  readonly incidentId: string;
  readonly deliveryId: string;
  /** Wall clock. */
  readonly dueAtMs: number;
  /** Since when it has waited to be told. */
  readonly sinceMs: number;
  readonly way: Way;
}

/** What was told on the channel lately. */
export interface ToldLately {
  /** The newest messages of a single alert that went at once, at most `atOnce` of them, oldest first. */
  readonly aloneAtMs: readonly number[];
  /** When messages went that had been waited for, oldest first. */
  readonly gatheredAtMs: readonly number[];
  readonly digest?: { readonly id: string; readonly atMs: number; readonly isOver: boolean };
}

/** What to do next on a channel, at an instant of the wall clock. */
export type Turn =
  | { readonly type: 'alone'; readonly incidentId: string; readonly isAtOnce: boolean; readonly dueAtMs: number }
  | { readonly type: 'again'; readonly digestId: string; readonly part: number; readonly dueAtMs: number }
  /** `digestId` is absent for a new digest; `isNotices` for one of notices, which are never mixed with incidents. */
  | {
      readonly type: 'together';
      readonly digestId: string | undefined;
      readonly isNotices: boolean;
      readonly dueAtMs: number;
    };

export interface Instant {
  readonly nowMs: number;
  readonly monotonicMs: number;
}

/**
 * Decides.
 * @param standing by digest, how many of its incidents are open; a digest of which nothing stands is ended without wait
 */
export function nextTurn(
  waiting: Iterable<Waiting>,
  told: ToldLately,
  standing: ReadonlyMap<string, number>,
  now: Instant,
): Turn | undefined {
  const tally = tallyOf(waiting, now.nowMs);
  const turns = [...tally.alone, ...tally.again.values(), ...freeTurns(tally, told, now)];
  for (const group of groupsOf(tally, told, standing, now)) turns.push(group);
  return first(turns, now.nowMs);
}

/** Whether what waits may be told together with a digest that has told others already. */
export function digestToJoin({ digest }: ToldLately, monotonicMs: number): string | undefined {
  const isJoinable = digest && !digest.isOver && monotonicMs - digest.atMs < STORM.memoryMs;
  return isJoinable ? digest.id : undefined;
}

interface Free {
  earliest: Waiting | undefined;
  /** Of those that are due now. */
  sinceMs: number;
}

/** What waits to be told by a digest that has told others. */
interface Bound {
  /** Of those that are due now: since when ends wait, and since when anything else does. */
  endsSinceMs: number;
  othersSinceMs: number;
  /** When the next of the others is due. */
  laterAtMs: number;
}

interface Tally {
  readonly alone: Extract<Turn, { type: 'alone' }>[];
  readonly again: Map<string, Extract<Turn, { type: 'again' }>>;
  readonly bound: Map<string, Bound>;
  readonly incidents: Free;
  readonly notices: Free;
}

function tallyOf(waiting: Iterable<Waiting>, nowMs: number): Tally {
  const tally: Tally = {
    alone: [],
    again: new Map(),
    bound: new Map(),
    incidents: { earliest: undefined, sinceMs: Infinity },
    notices: { earliest: undefined, sinceMs: Infinity },
  };
  for (const one of waiting) count(tally, one, nowMs);
  return tally;
}

function count(tally: Tally, one: Waiting, nowMs: number): void {
  const { way, incidentId, dueAtMs, sinceMs } = one;
  const isDue = dueAtMs <= nowMs;
  if (way.type === 'alone') {
    const [earliest] = tally.alone;
    if (!earliest || dueAtMs < earliest.dueAtMs)
      tally.alone[0] = { type: 'alone', incidentId, isAtOnce: false, dueAtMs };
  } else if (way.type === 'again') {
    const { digestId, part } = way;
    const name = `${digestId} ${part}`;
    const latest = Math.max(dueAtMs, tally.again.get(name)?.dueAtMs ?? dueAtMs);
    tally.again.set(name, { type: 'again', digestId, part, dueAtMs: latest });
  } else if (way.type === 'bound') {
    const group = tally.bound.get(way.digestId) ?? {
      endsSinceMs: Infinity,
      othersSinceMs: Infinity,
      laterAtMs: Infinity,
    };
    tally.bound.set(way.digestId, group);
    if (!isDue) group.laterAtMs = Math.min(group.laterAtMs, dueAtMs);
    else if (way.isEnd) group.endsSinceMs = Math.min(group.endsSinceMs, sinceMs);
    else group.othersSinceMs = Math.min(group.othersSinceMs, sinceMs);
  } else {
    const free = way.isNotice ? tally.notices : tally.incidents;
    if (!free.earliest || dueAtMs < free.earliest.dueAtMs) free.earliest = one;
    if (isDue) free.sinceMs = Math.min(free.sinceMs, sinceMs);
  }
}

/** What goes at once; what is due later is looked at again when it is. */
function freeTurns(tally: Tally, told: ToldLately, now: Instant): readonly Turn[] {
  const { incidents, notices } = tally;
  const isTogether = isCollecting(tally, told, now.monotonicMs);
  return [incidents, notices].flatMap(({ earliest }) => {
    if (!earliest || (isTogether && earliest.dueAtMs <= now.nowMs)) return [];
    const { incidentId, dueAtMs } = earliest;
    return [{ type: 'alone', incidentId, isAtOnce: true, dueAtMs }];
  });
}

/** Whether as many as go at once have gone since shortly before the oldest of what waits, or there is a storm already. */
function isCollecting({ incidents, notices, again }: Tally, told: ToldLately, monotonicMs: number): boolean {
  const { aloneAtMs, digest } = told;
  if (again.size > 0 || (digest && monotonicMs - digest.atMs < STORM.memoryMs)) return true;
  const sinceMs = Math.min(incidents.sinceMs, notices.sinceMs);
  const isUsedUp = aloneAtMs.length >= STORM.atOnce;
  return isUsedUp && aloneAtMs.at(-STORM.atOnce)! > sinceMs - STORM.windowMs;
}

function groupsOf(
  tally: Tally,
  told: ToldLately,
  standing: ReadonlyMap<string, number>,
  now: Instant,
): readonly Turn[] {
  const { incidents, notices, bound } = tally;
  const notBeforeMs = pace(told, now.monotonicMs);
  const isTogether = isCollecting(tally, told, now.monotonicMs);
  const joined = digestToJoin(told, now.monotonicMs);
  const fromMs = (sinceMs: number): number => (isTogether ? sinceMs + STORM.waitMs : Infinity);
  const turns: { readonly turn: Turn; readonly atMs: number }[] = [];
  const add = (digestId: string | undefined, isNotices: boolean, atMs: number): void => {
    if (atMs === Infinity) return;
    const waitMs = Math.max(0, Math.max(atMs, notBeforeMs) - now.monotonicMs);
    turns.push({ turn: { type: 'together', digestId, isNotices, dueAtMs: now.nowMs + waitMs }, atMs });
  };
  for (const [digestId, { endsSinceMs, othersSinceMs, laterAtMs }] of bound) {
    // Looked at again when it is due: what it is waited for follows from then.
    const later: Turn = { type: 'together', digestId, isNotices: false, dueAtMs: laterAtMs };
    if (laterAtMs < Infinity) turns.push({ turn: later, atMs: Infinity });
    const endsAtMs = endsSinceMs + (standing.get(digestId) === 0 ? 0 : STORM.endsWaitMs);
    const ownMs = Math.min(endsAtMs, othersSinceMs + STORM.waitMs);
    add(digestId, false, digestId === joined ? Math.min(ownMs, fromMs(incidents.sinceMs)) : ownMs);
  }
  if (joined === undefined || !bound.has(joined)) add(joined, false, fromMs(incidents.sinceMs));
  add(undefined, true, fromMs(notices.sinceMs));
  // They share one pace: what has waited longest comes first, so that none waits for ever.
  return turns.toSorted((a, b) => a.atMs - b.atMs).map(({ turn }) => turn);
}

/** The instant before which nothing more is told together. */
function pace({ gatheredAtMs }: ToldLately, monotonicMs: number): number {
  const lately = gatheredAtMs.filter((atMs) => monotonicMs - atMs < STORM.memoryMs);
  const last = lately.at(-1);
  if (last === undefined) return -Infinity;
  return last + STORM.gapsMs[Math.min(lately.length, STORM.gapsMs.length) - 1]!;
}

/** Of what is due, what is new goes first and what nobody waits for last; else whatever is due first. */
function first(turns: readonly Turn[], nowMs: number): Turn | undefined {
  const rankOf = (turn: Turn): number => {
    if (turn.type === 'alone') return turn.isAtOnce ? 0 : 3;
    return turn.type === 'together' ? 1 : 2;
  };
  const due = turns.filter(({ dueAtMs }) => dueAtMs <= nowMs);
  return due.length > 0
    ? due.reduce((a, b) => (rankOf(b) < rankOf(a) ? b : a))
    : turns.reduce<Turn | undefined>((a, b) => (a && a.dueAtMs <= b.dueAtMs ? a : b), undefined);
}
