/** The parts of a server, each put together from what it stands on; `server.ts` says in which order. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@upwatch/core';
import type { AnyCheckType } from '@upwatch/probe';
import type { Logger } from 'pino';
import { createApi } from './api/create-api.ts';
import type { ApiDeps } from './api/deps.ts';
import type { ProbeModules } from './api/prober/module-file.ts';
import { serverMetrics } from './api/metrics/server-metrics.ts';
import { CHANNELS } from './channels/index.ts';
import type { ServerConfig } from './config.ts';
import { BeatWatch } from './engine/beats/beat-watch.ts';
import { systemAfter } from './engine/dispatching/send.ts';
import { ReportedDependencies } from './engine/reported/reported-dependencies.ts';
import { createEngine, type RunningEngine } from './engine/engine.ts';
import { GoodLooks } from './engine/recording/good-looks.ts';
import { placesOf } from './engine/looking-places.ts';
import { startJanitor } from './engine/janitor.ts';
import type { KnownChannels } from './engine/routing/known-channels.ts';
import type { KnownRouting } from './engine/routing/known-routing.ts';
import { Recorder } from './engine/recording/recorder.ts';
import { careForSelf, type SelfCare } from './engine/self/self-care.ts';
import type { Telling } from './engine/telling.ts';
import { LookTally } from './engine/measuring/look-tally.ts';
import { UsualTimes } from './engine/recording/usual-times.ts';
import type { Watches } from './engine/holding/watches.ts';
import { closeSoon } from './listening.ts';
import type { LiveBus } from './live.ts';
import type { Openings } from './openings.ts';
import type { CoreStore, HistoryStore } from './stores/port.ts';
import type { DataDirectory } from './stores/sqlite/data-directory.ts';
import type { KnownReferences } from './vault/known-references.ts';
import type { OtlpExporter } from './telemetry/otlp-exporter.ts';

const TICK_MS = 1000;

/** What every part stands on. */
export interface Ground {
  readonly config: ServerConfig;
  readonly log: Logger;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly version: string;
  readonly checkTypes: readonly AnyCheckType[];
  readonly probeModules: ProbeModules;
  readonly openings: Openings;
  readonly onTrouble: (error: Error) => void;
}

/** Parts that ask one another get the way to ask: whom they ask comes after them, and is there before the first look. */
export interface Later {
  readonly recorder: () => Recorder;
  readonly engine: () => RunningEngine;
  readonly wakeDispatcher: () => void;
  /** What settings name is other than before. */
  readonly lookAnew: RunningEngine['referencesChanged'];
}

/** What the parts that look, decide and tell have in common. */
export interface Shared extends Ground, Later {
  readonly core: CoreStore;
  readonly history: HistoryStore;
  readonly live: LiveBus;
  readonly channels: KnownChannels;
  readonly routing: KnownRouting;
  readonly references: KnownReferences;
  readonly watches: Watches;
  readonly engineVersion: string;
  /** Absent where nobody is sent anything. */
  readonly telemetry: OtlpExporter | undefined;
}

/** The recorder, and those who remember beside it. */
export function createDeciding(shared: Shared) {
  const { core, history, clock, onTrouble, openings, channels, engine, telemetry } = shared;
  const { dependencies, groups, sameDependency, holdOf, routing } = shared.watches;
  const tally = new LookTally();
  const reported = new ReportedDependencies({
    store: core.reportedDependencies,
    isKnown: (monitorId) => recorder.monitorOf(monitorId) !== undefined,
    monotonic: () => clock.monotonic(),
    onTrouble,
  });
  openings.add(() => reported.close());
  const recorder = new Recorder({
    ...shared,
    store: core,
    channels: () => channels.all(),
    routing,
    holdOf,
    regionsOf: (monitor) => placesOf(monitor, shared).manned,
    behindOf: (monitorId) => dependencies.behindOf(monitorId),
    watchers: [dependencies, groups, sameDependency, reported],
    channelIdsOf: (monitor) => groups.channelIdsOf(monitor),
    onOpened: (incident) => goodLooks.want(incident),
    usualOf: (monitorId) => usualTimes.of(monitorId),
    onConfirm: (monitorId, slotMs) => engine().confirm(monitorId, slotMs),
    onTaken: (batch) => {
      tally.take(batch);
      reported.take(batch);
      telemetry?.looks(batch);
    },
  });
  openings.add(() => recorder.close());
  const usualTimes = new UsualTimes({ history, clock, onTrouble, monitors: () => recorder.monitors() });
  openings.add(() => usualTimes.close());
  const goodLooks = new GoodLooks({
    incidents: core.incidents,
    history,
    monitorOf: (id) => recorder.monitorOf(id),
    onTrouble,
    after: systemAfter,
  });
  openings.add(() => goodLooks.close());
  return { recorder, usualTimes, goodLooks, tally, reported };
}

/** Jobs that report by themselves: what they say goes the way of what a probe sees. */
export function createBeats({ core, config, clock, onTrouble, recorder }: Shared): BeatWatch {
  const newToken = (): string => randomBytes(16).toString('base64url');
  const { region } = config;
  return new BeatWatch({ store: core, region, clock, newToken, onTrouble, onBatch: (batch) => recorder().take(batch) });
}

type Deciding = ReturnType<typeof createDeciding>;

export function createSelf({ config, channels, openings, ...shared }: Shared, directory: DataDirectory): SelfCare {
  const { region, heartbeat } = config;
  const self = careForSelf({ ...shared, directory, region, heartbeat, channels: () => channels.all() });
  openings.add(() => self.close());
  return self;
}

export function createLooking(
  { watches, openings, ...shared }: Shared,
  {
    deciding,
    openedByHand,
    self,
    beats,
  }: Pick<Telling, 'openedByHand'> & {
    readonly deciding: Deciding;
    readonly self: SelfCare;
    readonly beats: BeatWatch;
  },
): RunningEngine {
  const { maintenance, groups } = watches;
  const engine = createEngine({
    ...shared,
    recorder: deciding.recorder,
    openedByHand,
    beats,
    maintenance,
    groups,
    onChanged: (monitor) => deciding.usualTimes.changed(monitor),
    onDeleted: () => shared.wakeDispatcher(),
    onDoubt: (report) => self.watch.doubt(report),
    onScarcity: () => self.watch.scarce(),
  });
  openings.add(() => engine.close());
  return engine;
}

type Asked = Pick<
  ApiDeps,
  | 'configuring'
  | 'engine'
  | 'dispatcher'
  | 'webhooks'
  | 'links'
  | 'beats'
  | 'tally'
  | 'reported'
  | 'setupCode'
  | 'outbound'
  | 'domainRecords'
> & {
  readonly self: SelfCare;
};

/** Whatever answers requests; not yet listening. */
export function createAnswering({ watches, openings, ...shared }: Shared, { self, ...asked }: Asked) {
  const { maintenance, groups } = watches;
  const deps: ApiDeps = {
    ...shared,
    ...asked,
    maintenance,
    groups,
    self: self.source,
    channels: CHANNELS,
    startedAtMs: shared.clock.wall(),
    // Its own, so that it can be silent for a moment.
    log: shared.log.child({}),
  };
  const api = createApi(deps);
  shared.telemetry?.measure(async () => serverMetrics(deps, { stats: await deps.engine.stats(), isDetailed: true }));
  openings.add(() => closeSoon(api));
  return api;
}

interface Begun
  extends Pick<Shared, 'watches' | 'history' | 'core' | 'clock' | 'onTrouble' | 'openings' | 'log' | 'telemetry'> {
  readonly engine: RunningEngine;
  readonly deciding: Deciding;
  readonly telling: Telling;
  readonly self: SelfCare;
}

/** Looks begin, what was left at the last stop is taken up, and time is told to all. @returns how many monitors there are */
export async function begin({
  engine,
  deciding,
  telling,
  self,
  watches,
  openings,
  log,
  telemetry,
  ...kept
}: Begun): Promise<number> {
  await deciding.reported.load();
  const monitorCount = await engine.start();
  await deciding.goodLooks.start();
  for (const name of await telling.start())
    log.warn({ channel: name }, 'server.fallbackChannels names an alert channel that does not exist');
  // Looks tick the recorder too; where there are none, incidents must not wait for ever for other regions.
  const ticking = [
    telling,
    watches,
    deciding.recorder,
    deciding.reported,
    deciding.usualTimes,
    engine,
    self,
    ...(telemetry ? [{ tick: () => void telemetry.tick() }] : []),
  ];
  const ticker = setInterval(() => {
    for (const one of ticking) one.tick();
  }, TICK_MS);
  openings.add(() => clearInterval(ticker));
  const janitor = startJanitor(kept);
  openings.add(() => janitor.close());
  return monitorCount;
}
