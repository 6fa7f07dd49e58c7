/** How the engine is doing, asked for at most once a second: each question goes to every thread that looks. */
import type { Clock } from '@upwatch/core';
import type { Engine } from '../engine/port.ts';
import { within } from './deadline.ts';

const FRESH_MS = 1000;
/** An engine that takes longer to say how it is, is not well. */
const DEADLINE_MS = 2000;

export type EngineStats = Awaited<ReturnType<Engine['stats']>>;

/** Several who ask at once share one answer. @returns rejects when the engine does not answer in time */
export function createEngineStats(engine: Pick<Engine, 'stats'>, clock: Clock): () => Promise<EngineStats> {
  let asked: { readonly atMs: number; readonly answer: Promise<EngineStats> } | undefined;
  return () => {
    const now = clock.monotonic();
    if (asked && now - asked.atMs < FRESH_MS) return asked.answer;
    const answer = within(DEADLINE_MS, 'the engine', engine.stats());
    asked = { atMs: now, answer };
    return answer;
  };
}
