/** A looker in a time that the test owns, over a target that is as the test says. */
import type { TestContext } from 'node:test';
import { failure, type FailureCode, type LookRow, type Observation } from '@upwatch/core';
import type { CheckRun } from '../check.ts';
import { Looker } from '../looker.ts';
import type { WitnessPort } from '../network/witnesses.ts';
import type { Assignment, Batch, ProbeLimits, Sample } from '../port.ts';
import { ManualTime } from './manual-time.ts';

interface Target {
  tookMs: number;
  statusCode: number;
  isHanging?: boolean;
  body?: string;
  code?: FailureCode;
}

export interface Rig {
  readonly time: ManualTime;
  readonly looker: Looker;
  readonly target: Target;
  /** Monotonic instants at which the target was looked at, with the monitor. */
  readonly starts: { readonly id: string; readonly atMs: number }[];
  readonly rows: LookRow[];
  readonly observations: Observation[];
  readonly troubles: string[];
  inFlight: number;
  inFlightMax: number;
}

export function rigOf(t: TestContext, limits: Partial<ProbeLimits> = {}, witnesses?: WitnessPort): Rig {
  const time = new ManualTime(t);
  const target: Target = { tookMs: 20, statusCode: 200 };
  const run: CheckRun = {
    type: 'FAKE',
    timeoutMs: () => 10_000,
    hostOf: ({ host }) => (typeof host === 'string' ? host : ''),
    planOf: () => ({ attemptsMax: 3, backoffMs: 2000, backoffFactor: 2 }),
    targetOf: () => 'fake',
    run: ({ id }) => {
      rig.starts.push({ id: typeof id === 'string' ? id : '', atMs: time.monotonic() });
      rig.inFlightMax = Math.max(rig.inFlightMax, ++rig.inFlight);
      const seen = { ...target };
      return new Promise<Sample>((resolve) => {
        if (seen.isHanging) return;
        setTimeout(() => {
          rig.inFlight--;
          const body = seen.body === undefined ? {} : { body: Buffer.from(seen.body) };
          if (seen.code) return resolve({ phases: { totalMs: seen.tookMs }, facts: {}, failure: failure(seen.code) });
          resolve({
            phases: { totalMs: seen.tookMs },
            facts: { statusCode: seen.statusCode, remotePort: 443 },
            ...body,
          });
        }, seen.tookMs);
      });
    },
  };
  const looker = new Looker({
    region: 'local',
    clock: time,
    limits: { concurrency: 100, concurrencyPerHost: 100, queueMax: 100, ...limits },
    runOf: () => run,
    checkEnv: { resolver: { resolve: () => [] } },
    ...(witnesses && { witnesses }),
    listener: {
      onBatch: (batch: Batch) => {
        for (let i = 0; i < batch.rows.length; i++) rig.rows.push(batch.rows.at(i));
        rig.observations.push(...batch.observations);
      },
      onPhase: () => {},
      onTrouble: (error) => rig.troubles.push(error.message),
    },
  });
  const rig: Rig = {
    time,
    looker,
    target,
    starts: [],
    rows: [],
    observations: [],
    troubles: [],
    inFlight: 0,
    inFlightMax: 0,
  };
  t.after(() => looker.close());
  return rig;
}

export function monitor(id: string, intervalMs: number, host = id): Assignment {
  return { monitorId: id, key: 1, generation: 1, type: 'FAKE', config: { id, host }, assertions: [], intervalMs };
}

export const monitors = (count: number, intervalMs: number, host?: string): Assignment[] =>
  Array.from({ length: count }, (_, i) => monitor(`m${i}`, intervalMs, host));
