/** A heartbeat monitor is not looked at: its job reports by itself. What a look on request can say is just that. */
import { failure } from '@upwatch/core';
import type { HeartbeatConfig } from '@upwatch/core/heartbeat';
import type { CheckRun } from '../check.ts';

export const HEARTBEAT_RUN: CheckRun<HeartbeatConfig> = {
  type: 'HEARTBEAT',
  run: async () => ({
    phases: { totalMs: 0 },
    facts: {},
    failure: failure('probe.config', 'a heartbeat monitor is not looked at: its job reports to its ping URL'),
  }),
  timeoutMs: () => 1000,
  hostOf: () => 'heartbeat',
  planOf: () => ({ attemptsMax: 1, backoffMs: 0, backoffFactor: 1 }),
  targetOf: () => 'its job',
};
