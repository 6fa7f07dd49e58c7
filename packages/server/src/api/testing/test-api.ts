/** A whole API over a real store in a directory of its own; nothing listens until a test asks. */
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { CHECK_TYPES, egressOf } from '@upwatch/probe';
import { type LevelWithSilent, pino } from 'pino';
import { AUDIT_MASKS } from '../../audit-masks.ts';
import { CHANNELS } from '../../channels/index.ts';
import { lookupThrough } from '../../channels/resolver-lookup.ts';
import type { SendOutcome } from '../../channels/port.ts';
import type { ServerConfig } from '../../config.ts';
import { GroupWatch } from '../../engine/holding/group-watch.ts';
import { BeatWatch } from '../../engine/beats/beat-watch.ts';
import { LookTally } from '../../engine/measuring/look-tally.ts';
import { ReportedDependencies } from '../../engine/reported/reported-dependencies.ts';
import { MaintenanceWatch } from '../../engine/holding/maintenance-watch.ts';
import { makeIds } from '../../ids.ts';
import { LiveBus } from '../../live.ts';
import { knowReferences } from '../../vault/known-references.ts';
import type { CoreStore, HistoryStore } from '../../stores/port.ts';
import { openHistoryStore } from '../../stores/sqlite/history/history-store.ts';
import { temporaryDirectory, temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { hashApiKey } from '../api-key.ts';
import { createApi } from '../create-api.ts';
import type { ApiDeps } from '../deps.ts';
import { type QuietEngine, quietEngine } from './quiet-engine.ts';

export const KEY = 'uw_0123456789abcdefghijklmnopqrstuv';

export const CONFIG: ServerConfig = {
  host: '127.0.0.1',
  port: 0,
  dataDir: '',
  region: 'local',
  probe: { threads: 1, concurrency: 2048, concurrencyPerHost: 32, queueMax: 10_000 },
  retention: { rawDays: 7, rollupDays: 400 },
  simple: { timeout: 5, expectedHttpCode: 200, retries: 3, backoffFactor: 0.3, errorCodes: [501, 502, 503, 504] },
  logLevel: 'silent',
};

export interface TestApi extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly core: CoreStore;
  readonly engine: QuietEngine;
  readonly history: HistoryStore;
  readonly live: LiveBus;
  readonly tally: LookTally;
  readonly reported: ReportedDependencies;
  readonly interest: boolean[];
  readonly log: string[];
  readonly sent: { type: string; config: unknown }[];
  /** What a test message comes to. */
  outcome: SendOutcome;
  /** Moves both clocks, milliseconds. */
  pass(ms: number): void;
  nowMs(): number;
  /** Asks with the key. */
  ask(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  inject(options: InjectOptions): Promise<LightMyRequestResponse>;
}

export interface Answer {
  readonly status: number;
  readonly headers: LightMyRequestResponse['headers'];
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into answers of every shape
  readonly body: any;
  readonly text: string;
}

export async function testApi(
  given: { config?: Partial<ServerConfig>; deps?: Partial<ApiDeps>; logLevel?: LevelWithSilent } = {},
): Promise<TestApi> {
  const startMs = Date.UTC(2026, 0, 2, 3, 4, 5);
  let passedMs = 0;
  const clock = { wall: () => startMs + passedMs, monotonic: () => 1000 + passedMs };
  const interest: boolean[] = [];
  const live = new LiveBus((isWatched) => interest.push(isWatched));
  const opened = await temporaryStore({
    clock,
    onChange: (change) => live.publish({ type: 'change', data: change }),
    auditMasks: AUDIT_MASKS,
  });
  const maintenance = new MaintenanceWatch({
    store: opened.store.maintenance,
    clock,
    onPauses: () => undefined,
    onTrouble: (error) => {
      throw error;
    },
  });
  const groups = new GroupWatch({
    store: opened.store,
    recorder: () => ({
      newestOf: () => undefined,
      monitorOf: () => undefined,
      stateOf: (id) => engine.stateOf(id),
      monitors: function* () {},
    }),
    isInMaintenance: () => false,
    channels: () => [],
    routing: { policies: () => [], subjectOf: () => ({}) },
    defaults: { regions: [CONFIG.region], policy: given.config?.defaultPolicy },
    onFollowed: (monitor) => engine.monitorChanged(monitor),
    clock,
    newId: makeIds(clock),
    live: { publish: () => undefined },
    wakeDispatcher: () => undefined,
    onTrouble: (error) => {
      throw error;
    },
  });
  const references = await knowReferences(opened.store, () => undefined);
  const core = { ...groups.within(references.store), maintenance: maintenance.store };
  await core.apiKeys.create({ name: 'test', hash: hashApiKey(KEY), hint: 'uw_0123…' }, { name: 'test' });
  const log: string[] = [];
  const logger = pino({ level: given.logLevel ?? 'info' }, { write: (line: string) => void log.push(line) });
  const newId = makeIds(clock);
  const engine = quietEngine(core, newId);
  const directory = temporaryDirectory();
  const history = openHistoryStore({
    file: join(directory.path, 'history.db'),
    clock,
    log: logger,
    retention: CONFIG.retention,
  });
  const beats = new BeatWatch({
    store: core,
    region: CONFIG.region,
    clock,
    newToken: () => `ping-${newId()}`,
    onBatch: () => undefined,
    onTrouble: (error) => {
      throw error;
    },
  });
  const tally = new LookTally();
  const reported = new ReportedDependencies({
    store: core.reportedDependencies,
    isKnown: () => true,
    monotonic: () => clock.monotonic(),
    onTrouble: (error) => {
      throw error;
    },
  });
  const sent: { type: string; config: unknown }[] = [];
  const api = {
    outcome: { type: 'sent' } as SendOutcome,
  };
  const egress = egressOf(given.config?.egress ?? 'private');
  const app = createApi({
    core,
    history,
    engine,
    maintenance,
    self: {
      view: () => ({ problems: [], isWritable: true, freeBytes: 1e9, clock: { jumps: 0 } }),
      loopDelayP99Ms: () => 12,
      heartbeat: () => undefined,
      files: async () => ({ coreBytes: 4096, historyBytes: 4096, freeBytes: 1e9 }),
    },
    groups,
    beats,
    tally,
    reported,
    references,
    webhooks: { test: async () => ({ ...api.outcome, durationMs: 12.5 }) },
    // Every name leads to this machine.
    outbound: {
      egress,
      lookup: lookupThrough({ resolve: async () => [{ address: '127.0.0.1', family: 4, ttlSeconds: 0 }] }, egress),
    },
    // Every domain leads here, and none shows a token.
    domainRecords: { txt: async () => [], cname: async () => ['upwatch.example'] },
    live,
    dispatcher: {
      wake: () => undefined,
      test: async (type, config) => {
        sent.push({ type, config });
        return api.outcome;
      },
      close: async () => undefined,
    },
    config: { ...CONFIG, ...given.config },
    clock,
    newId,
    log: logger,
    checkTypes: Object.values(CHECK_TYPES),
    channels: CHANNELS,
    startedAtMs: startMs,
    version: '0.1.0',
    ...given.deps,
  });
  await app.ready();
  const inject = async (options: InjectOptions) => app.inject(options);
  return Object.assign(api, {
    app,
    core,
    engine,
    history,
    live,
    tally,
    reported,
    interest,
    log,
    sent,
    pass: (ms: number) => void (passedMs += ms),
    nowMs: () => clock.wall(),
    inject,
    ask: async (method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
      const response = await app.inject({
        method: method as 'GET',
        url,
        headers: {
          authorization: `Bearer ${KEY}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const { statusCode, payload } = response;
      const isJson = String(response.headers['content-type']).includes('json');
      return {
        status: statusCode,
        headers: response.headers,
        text: payload,
        body: isJson && payload !== '' ? JSON.parse(payload) : undefined,
      };
    },
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await history.close();
      directory[Symbol.dispose]();
      await opened[Symbol.asyncDispose]();
    },
  });
}
