/** Replays a monitor's past, a slice at a time, so that looks and requests go on meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Monitor,
  type Policy,
  type Replay,
  type ReplayTelling,
  startReplay,
  stepsOf,
  timesTwice,
} from '@upwatch/core';
import type { Span } from '../stores/port.ts';
import { type PastStores, readPast, type RecordedPast } from './recorded-past.ts';

/** Steps in one slice: a few milliseconds. */
const SLICE = 500;
/** Where nobody is named, one stands for all: what is counted is how often somebody is told. */
const ANYBODY = [{ id: 'anybody' }];

export interface PastReplay {
  readonly replay: Replay;
  /** Looks in the span: what was read before it to know how things stood is not counted. */
  readonly looks: number;
  /** Slot of the first of them. */
  readonly firstSlotMs?: number;
  /** How far the clock was set back to a time that had been looked in: what was looked in it again is not known. */
  readonly setBackMs: number;
}

/** @returns undefined when the span holds more looks than one replay goes through */
export async function replayPast(
  stores: PastStores,
  monitor: Monitor,
  span: Span,
  given: { readonly candidate?: Policy; readonly telling?: Partial<ReplayTelling> } = {},
): Promise<PastReplay | undefined> {
  const past = await readPast(stores, monitor, span, given.candidate);
  if (!past) return undefined;
  const { id, name } = monitor;
  const { eras, wholeFromMs, usualAt } = past;
  const whom = { monitor: { id, name, target: '' }, channels: ANYBODY, ...given.telling };
  const telling: ReplayTelling = { ...whom, ...(usualAt && { usualAt }) };
  const replay = startReplay({
    eras,
    telling,
    wholeFromMs,
    ...(given.candidate && { candidate: given.candidate }),
  });
  const steps = stepsOf(past.looks, past.recorded, eras);
  for (let done = 0; done < steps.length; done += SLICE) {
    replay.take(steps.slice(done, done + SLICE));
    await nextTurn();
  }
  replay.end(span.toMs);
  return { replay, ...factsOf(past, span) };
}

function factsOf({ looks, recorded }: RecordedPast, { fromMs, toMs }: Span): Omit<PastReplay, 'replay'> {
  const slots = looks.map(({ slotMs }) => slotMs).filter((slotMs) => slotMs >= fromMs && slotMs < toMs);
  const lookedTwice = timesTwice(recorded).filter((time) =>
    looks.some(({ endedAtMs }) => endedAtMs >= time.fromMs && endedAtMs <= time.toMs),
  );
  const setBackMs = lookedTwice.reduce((sum, time) => sum + time.toMs - time.fromMs, 0);
  // There may be too many to be the arguments of one call.
  const firstSlotMs = slots.reduce((first, slotMs) => Math.min(first, slotMs), Infinity);
  return { looks: slots.length, setBackMs, ...(slots.length > 0 && { firstSlotMs }) };
}
