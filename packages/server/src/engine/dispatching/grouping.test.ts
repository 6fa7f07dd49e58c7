import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { nextTurn, STORM, type ToldLately, type Turn, type Waiting, type Way } from './grouping.ts';

/** The monotonic clock and the wall clock differ, and nothing may mix them up. */
const WALL_MS = 1_000_000_000;
const FREE: Way = { type: 'free', isNotice: false };
const NOTICE: Way = { type: 'free', isNotice: true };
const END: Way = { type: 'bound', digestId: 'd', isEnd: true };
const REPEAT: Way = { type: 'bound', digestId: 'd', isEnd: false };
const ALONE: Way = { type: 'alone' };
const AGAIN: Way = { type: 'again', digestId: 'd', part: 2 };

/** What has waited since an instant in seconds. */
function since(seconds: number, way: Way = FREE, name = `i${seconds}`): Waiting {
  const sinceMs = seconds * 1_000;
  return { incidentId: name, deliveryId: name, dueAtMs: WALL_MS + sinceMs, sinceMs, way };
}

function told(aloneAt: readonly number[], gatheredAt: readonly number[] = [], digestAt?: number): ToldLately {
  return {
    aloneAtMs: aloneAt.map((seconds) => seconds * 1_000),
    gatheredAtMs: gatheredAt.map((seconds) => seconds * 1_000),
    ...(digestAt !== undefined && { digest: { id: 'd', atMs: digestAt * 1_000, isOver: false } }),
  };
}

/** `alone i3 @3`, `together d @90`, … : what is next, and when. */
function turnAt(
  seconds: number,
  waiting: readonly Waiting[],
  lately: ToldLately,
  standing: number | undefined = 9,
): string {
  const now = { nowMs: WALL_MS + seconds * 1_000, monotonicMs: seconds * 1_000 };
  const turn = nextTurn(waiting, lately, new Map(standing === undefined ? [] : [['d', standing]]), now);
  return turn ? `${nameOf(turn)} @${(turn.dueAtMs - WALL_MS) / 1_000}` : 'nothing';
}

function nameOf(turn: Turn): string {
  if (turn.type === 'alone') return `alone ${turn.incidentId}`;
  if (turn.type === 'again') return `again ${turn.part}`;
  return `together ${turn.isNotices ? 'notices' : (turn.digestId ?? 'new')}`;
}

const FIVE = [100, 100, 101, 101, 102];

test('a lone alert goes at once, the sixth within ten seconds is waited for', () => {
  assert.equal(turnAt(100, [], told([])), 'nothing');
  assert.equal(turnAt(100, [since(100)], told([])), 'alone i100 @100');
  assert.equal(turnAt(102, [since(102)], told(FIVE.slice(1))), 'alone i102 @102');
  assert.equal(turnAt(103, [since(103)], told(FIVE)), 'together new @133');
  assert.equal(turnAt(109, [since(109)], told(FIVE)), 'together new @139');
  assert.equal(turnAt(111, [since(111)], told(FIVE)), 'alone i111 @111');
});

test('what comes while others are waited for is told with them', () => {
  assert.equal(turnAt(125, [since(103), since(125)], told(FIVE)), 'together new @133');
});

test('what is due later is looked at when it is due', () => {
  assert.equal(turnAt(103, [since(150)], told(FIVE)), 'alone i150 @150');
});

test('after a message for many the next comes after a minute, the ones after that after two', () => {
  assert.equal(turnAt(140, [since(140)], told(FIVE, [133], 133)), 'together d @193');
  assert.equal(turnAt(200, [since(200)], told(FIVE, [133, 193], 193)), 'together d @313');
  assert.equal(turnAt(200, [since(120)], told(FIVE, [133], 133)), 'together d @200');
  assert.equal(turnAt(300, [since(300)], told(FIVE, [133], 133)), 'together d @330');
});

test('a storm is over when nothing was told together for five minutes', () => {
  assert.equal(turnAt(432, [since(432)], told(FIVE, [133], 133)), 'together d @462');
  assert.equal(turnAt(433, [since(433)], told(FIVE, [133], 133)), 'alone i433 @433');
});

test('ends are told by the digest that told their beginnings: when all have ended at once, else after three minutes', () => {
  assert.equal(turnAt(600, [since(600, END)], told([])), 'together d @780');
  assert.equal(turnAt(600, [since(600, END)], told([]), 0), 'together d @600');
  assert.equal(turnAt(600, [since(600, END)], told([], [590], 590), 0), 'together d @650');
  assert.equal(turnAt(600, [since(600, REPEAT)], told([])), 'together d @630');
  assert.equal(turnAt(600, [since(700, END)], told([])), 'together d @700');
  assert.equal(turnAt(600, [since(600, END), since(600, FREE, 'new')], told([])), 'alone new @600');
});

test('notices are told apart from incidents', () => {
  assert.equal(turnAt(103, [since(103, NOTICE)], told(FIVE)), 'together notices @133');
  assert.equal(turnAt(140, [since(104, NOTICE), since(103)], told(FIVE)), 'together new @140');
});

test('while a message for many is tried again nothing goes at once; it waits for the last of its members', () => {
  const members = [since(100, AGAIN, 'a'), since(104, AGAIN, 'b')];
  assert.equal(turnAt(101, members, told([])), 'again 2 @104');
  assert.equal(turnAt(101, [...members, since(101)], told([])), 'again 2 @104');
});

test('the end of a ticket and what was tried before wait for nobody, and delay nothing that is new', () => {
  assert.equal(turnAt(110, [since(105, ALONE)], told(FIVE, [105], 105)), 'alone i105 @105');
  assert.equal(turnAt(110, [since(105, ALONE), since(110, FREE, 'new')], told([])), 'alone new @110');
});

interface Arrival {
  readonly atMs: number;
  readonly way: Way;
}

/** Plays arrivals against the decision, as a lane whose every send takes no time. @returns when what was told */
function play(arrivals: readonly Arrival[]) {
  const messages: { readonly atMs: number; readonly members: readonly number[] }[] = [];
  const waiting = new Map<number, Waiting>();
  const aloneAtMs: number[] = [];
  const gatheredAtMs: number[] = [];
  let digest: ToldLately['digest'];
  let next = 0;
  for (let atMs = 0; next < arrivals.length || waiting.size > 0; ) {
    for (let one = arrivals[next]; one && one.atMs <= atMs; one = arrivals[++next])
      waiting.set(next, { ...since(one.atMs / 1_000, one.way), incidentId: String(next) });
    const lately = { aloneAtMs: aloneAtMs.slice(-STORM.atOnce), gatheredAtMs, ...(digest && { digest }) };
    const turn = nextTurn(waiting.values(), lately, new Map(), { nowMs: WALL_MS + atMs, monotonicMs: atMs });
    const dueAtMs = turn ? turn.dueAtMs - WALL_MS : Infinity;
    if (!turn || dueAtMs > atMs) {
      atMs = Math.min(dueAtMs, arrivals[next]?.atMs ?? Infinity);
      continue;
    }
    assert.ok(turn.type !== 'again');
    const members =
      turn.type === 'alone'
        ? [Number(turn.incidentId)]
        : [...waiting]
            .filter(([, { way }]) => way.type === 'free' && way.isNotice === turn.isNotices)
            .map(([id]) => id);
    messages.push({ atMs, members });
    for (const id of members) waiting.delete(id);
    if (turn.type === 'alone') aloneAtMs.push(atMs);
    else {
      gatheredAtMs.push(atMs);
      digest = { id: turn.digestId ?? 'd', atMs, isOver: false };
    }
  }
  return messages;
}

test('any storm: each alert is told once, in time, by at most ten messages in five minutes', () => {
  const burst = fc.record({
    startMs: fc.integer({ min: 0, max: 280_000 }),
    spreadMs: fc.integer({ min: 0, max: 60_000 }),
    count: fc.integer({ min: 1, max: 400 }),
  });
  // A storm begins with more at once than go alone; what follows may come in any way.
  fc.assert(
    fc.property(
      fc.array(burst, { maxLength: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (bursts, noticeShare) => {
        const storm = [{ startMs: 0, spreadMs: 5_000, count: 30 }, ...bursts];
        const arrivals = storm
          .flatMap(({ startMs, spreadMs, count }) =>
            Array.from({ length: count }, (_, index) => startMs + Math.round((spreadMs * index) / count)),
          )
          .toSorted((a, b) => a - b)
          .map((atMs, index) => ({ atMs, way: index % 10 < noticeShare * 3 ? NOTICE : FREE }));
        const messages = play(arrivals);
        const members = messages.flatMap((message) => message.members);
        assert.equal(members.length, arrivals.length);
        assert.equal(new Set(members).size, arrivals.length);
        assert.ok(messages.filter(({ atMs }) => atMs < 300_000).length <= 10);
        for (const message of messages) {
          const oldestMs = Math.min(...message.members.map((id) => arrivals[id]!.atMs));
          // Twice the longest gap: what came while incidents were told, and notices before it.
          assert.ok(message.atMs - oldestMs <= 2 * 120_000 + 30_000, `${message.atMs - oldestMs}`);
        }
      },
    ),
  );
});
