/** Wires everything, and nothing else does. A server is a value: started, used, closed. */
import { randomBytes } from 'node:crypto';
import type { Clock, Monitor } from '@upwatch/core';
import { type AnyCheckType, CHECK_TYPES, checkTrustStore, Resolver, systemClock } from '@upwatch/probe';
import type { Logger } from 'pino';
import { openLinks } from './acting/links.ts';
import { ensureFirstKey } from './api/api-key.ts';
import { createApi } from './api/create-api.ts';
import type { ApiDeps } from './api/deps.ts';
import { serverMetrics } from './api/metrics/server-metrics.ts';
import { CHANNELS } from './channels/index.ts';
import type { ServerConfig } from './config.ts';
import { permittedTypes } from './settings/permitted-types.ts';
import { applyDeclared } from './declared/apply-declared.ts';
import { Configuring } from './declared/configuring.ts';
import { type Declared, readDeclared } from './declared/declared-file.ts';
import { BeatWatch } from './engine/beats/beat-watch.ts';
import { systemDomainRecords } from './domains/domain-records.ts';
import { systemAfter } from './engine/dispatching/send.ts';
import { createEngine, type RunningEngine } from './engine/engine.ts';
import { GoodLooks } from './engine/recording/good-looks.ts';
import { startJanitor } from './engine/janitor.ts';
import { type KnownChannels, knowChannels } from './engine/routing/known-channels.ts';
import { type KnownRouting, knowRouting } from './engine/routing/known-routing.ts';
import { Recorder } from './engine/recording/recorder.ts';
import { careForSelf, type SelfCare } from './engine/self/self-care.ts';
import { createTelling, type Telling } from './engine/telling.ts';
import { LookTally } from './engine/measuring/look-tally.ts';
import { UsualTimes } from './engine/recording/usual-times.ts';
import { createWatches, type Watches } from './engine/holding/watches.ts';
import { makeIds } from './ids.ts';
import { closeSoon, listen, requireFreePort } from './listening.ts';
import { LiveBus } from './live.ts';
import { Openings } from './openings.ts';
import { FileProblems, type YamlFile } from './settings/yaml-file.ts';
import type { CoreStore, HistoryStore } from './stores/port.ts';
import { openCoreStore } from './stores/sqlite/core-store.ts';
import { type DataDirectory, openDataDirectory } from './stores/sqlite/data-directory.ts';
import { openHistoryStore } from './stores/sqlite/history/history-store.ts';
import { type KnownReferences, knowReferences } from './vault/known-references.ts';
import { openTelemetry } from './telemetry/open-telemetry.ts';
import type { OtlpExporter } from './telemetry/otlp-exporter.ts';
import { upwatchVersion } from './stores/sqlite/migrate.ts';
import { StartRefusal } from './stores/sqlite/start-refusal.ts';

const TICK_MS = 1000;

export interface ServerOptions {
  readonly log: Logger;
  /** The config file: its monitors, channels and tags are applied by name. */
  readonly file?: YamlFile;
  /** Delete what an earlier file declared and this one lacks. */
  readonly isPruning?: boolean;
  /** Even where that is most of what it declared. */
  readonly mayDeleteMany?: boolean;
}

export interface RunningServer extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly version: string;
  readonly monitorCount: number;
  /** Set when this start made the first API key: shown once, never kept. */
  readonly firstKey?: string;
  /**
   * Makes what is configured what the config file says now. A file that is not taken changes nothing; the log says why,
   * and `/ready` that it is so. @param read reads the file, and may throw FileProblems
   * @returns whether it was taken
   */
  reload(read: () => YamlFile): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Starts a server: opens the data directory, listens, and begins to look.
 * @throws StartRefusal, or FileProblems for what the config file declares: one line for each thing to mend
 */
export async function startServer(config: ServerConfig, options: ServerOptions): Promise<RunningServer> {
  const openings = new Openings();
  try {
    return await start(groundOf(config, options, openings), options);
  } catch (error) {
    await openings.close(options.log);
    throw error;
  }
}

/** What every part stands on. */
interface Ground {
  readonly config: ServerConfig;
  readonly log: Logger;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly version: string;
  readonly checkTypes: readonly AnyCheckType[];
  readonly openings: Openings;
  readonly onTrouble: (error: Error) => void;
}

/** Parts that ask one another get the way to ask: whom they ask comes after them, and is there before the first look. */
interface Later {
  readonly recorder: () => Recorder;
  readonly engine: () => RunningEngine;
  readonly wakeDispatcher: () => void;
}

async function start(ground: Ground, options: ServerOptions): Promise<RunningServer> {
  const { config, log, clock, version, openings } = ground;
  // What is deleted while the config file is applied finds nothing to wake: the dispatcher begins with what is there.
  let wake = (): void => undefined;
  const later: Later = {
    recorder: () => deciding.recorder,
    engine: () => engine,
    wakeDispatcher: () => wake(),
  };
  const declared = await refuseEarly(ground, options);

  const kept = await openStores(ground, later);
  const { channels, routing, references, history, directory } = kept;
  const live = new LiveBus((isWatched) => engine.setLive(isWatched));
  const defaults = { regions: [config.region], policy: config.defaultPolicy };
  const watching = { ...ground, ...later, routing, defaults, live };
  const watches = createWatches({ ...watching, store: kept.opened, channels: () => channels.all() });
  const followed = watches.groups.within(references.store);
  const core = { ...followed, maintenance: watches.maintenance.store };
  await watches.groups.load();
  await declare(declared, ground, { core: followed, options });
  const { created: firstKey } = await ensureFirstKey(core, config, clock.wall());
  const links = await openLinks(core.settings);
  const resolver = new Resolver({ clock });
  openings.add(() => resolver.close());

  const monitorOfKey = (key: number): Monitor | undefined => deciding.recorder.monitorOfKey(key);
  const telemetry = await openTelemetry({ ...ground, monitorOfKey });
  openings.add(() => telemetry?.close());

  const shared = {
    ...ground,
    telemetry,
    ...later,
    engineVersion: version,
    core,
    history,
    live,
    channels,
    routing,
    references,
    watches,
  };
  const beats = createBeats(shared);
  const deciding = createDeciding(shared);
  const telling = createTelling({ ...shared, recorder: deciding.recorder, resolver, links });
  const { dispatcher, openedByHand, webhooks } = telling;
  wake = () => dispatcher.wake();
  const self = createSelf(shared, directory);
  const engine = createLooking(shared, { beats, deciding, openedByHand, self });
  await watches.load();

  const configuring = new Configuring({ ...shared, engine, beats, channels: CHANNELS });
  const api = createAnswering(shared, {
    beats,
    configuring,
    engine,
    dispatcher,
    webhooks,
    self,
    links,
    tally: deciding.tally,
  });
  const url = await listen(api, config);
  const monitorCount = await begin({ ...shared, engine, deciding, telling, self });
  log.info({ url, monitors: monitorCount, version }, 'watching');
  const close = (): Promise<void> => openings.close(log);
  const { file: _, ...lasting } = options;
  const reload = (read: () => YamlFile): Promise<boolean> => reloaded(read, configuring, lasting);
  const running = { url, version, monitorCount, reload, close, [Symbol.asyncDispose]: close };
  return firstKey === undefined ? running : { ...running, firstKey };
}

function groundOf(config: ServerConfig, { log }: ServerOptions, openings: Openings): Ground {
  const clock = systemClock;
  return {
    config,
    log,
    clock,
    newId: makeIds(clock),
    version: upwatchVersion(),
    checkTypes: permittedTypes(Object.values(CHECK_TYPES), config.probe),
    openings,
    onTrouble: (error) => log.error({ err: error }, error.message),
  };
}

/** Whatever can be refused without opening anything is refused here: a start that fails must not have changed anything. */
async function refuseEarly({ config, checkTypes }: Ground, { file }: ServerOptions): Promise<Declared | undefined> {
  const untrusted = checkTrustStore();
  if (untrusted) throw new StartRefusal('trust_store', untrusted.message);
  const declared = file && readDeclared(file, { checkTypes, channels: CHANNELS });
  await requireFreePort(config);
  return declared;
}

/** The data directory and what is in it; with it, what is kept in memory of the channels and of whom to tell. */
async function openStores({ config, clock, newId, log, openings }: Ground, { wakeDispatcher, engine }: Later) {
  const directory = openDataDirectory(config.dataDir);
  openings.add(() => directory.close());
  const { secretKey } = config;
  const opened = openCoreStore({
    file: directory.coreFile,
    clock,
    newId,
    ...(secretKey !== undefined && { secretKey }),
  });
  openings.add(() => opened.close());
  // What waits for a channel that is gone must not be sent: the dispatcher looks again.
  const channels = await knowChannels(opened, wakeDispatcher);
  const routing = await knowRouting(channels.store);
  const references = await knowReferences(routing.store, (isConcerned) => engine().referencesChanged(isConcerned));
  const history = openHistoryStore({ file: directory.historyFile, clock, retention: config.retention, log });
  openings.add(() => history.close());
  return { directory, opened, channels, routing, references, history };
}

/** Brings the stores to what the config file says. */
async function declare(
  declared: Declared | undefined,
  { config, newId, log }: Ground,
  {
    core,
    options: { file, isPruning = false, mayDeleteMany = false },
  }: { readonly core: CoreStore; readonly options: ServerOptions },
): Promise<void> {
  if (!declared || !file) return;
  const applied = await applyDeclared(declared, { core, config, newId }, { isPruning, mayDeleteMany, log, file });
  if (applied.created + applied.changed + applied.pruned > 0) log.info(applied, 'the config file was applied');
}

/** Brings the running server to what the config file says now. Whatever goes wrong, it goes on. */
async function reloaded(
  read: () => YamlFile,
  configuring: Configuring,
  { log, isPruning = false, mayDeleteMany = false }: Omit<ServerOptions, 'file'>,
): Promise<boolean> {
  try {
    const applied = await configuring.reload({ file: read(), isPruning, mayDeleteMany, log });
    log.info(applied, 'the config file was read again');
    return true;
  } catch (error) {
    const isRefused = error instanceof FileProblems;
    if (!isRefused) log.error({ err: error }, 'the config file could not be read again');
    configuring.refused(isRefused ? error.problems : [{ at: 'config file', message: String(error) }], log);
    return false;
  }
}

/** What the parts that look, decide and tell have in common. */
interface Shared extends Ground, Later {
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
function createDeciding(shared: Shared) {
  const { core, history, clock, onTrouble, openings, channels, routing, engine, telemetry } = shared;
  const { dependencies, groups, holdOf } = shared.watches;
  const tally = new LookTally();
  const recorder = new Recorder({
    ...shared,
    store: core,
    channels: () => channels.all(),
    routing: {
      policies: () => routing.policies(),
      subjectOf: (monitor) => ({ ...routing.subjectOf(monitor), resourceGroupIds: groups.groupsOf(monitor.id) }),
    },
    holdOf,
    behindOf: (monitorId) => dependencies.behindOf(monitorId),
    watchers: [dependencies, groups],
    channelIdsOf: (monitor) => groups.channelIdsOf(monitor),
    onOpened: (incident) => goodLooks.want(incident),
    usualOf: (monitorId) => usualTimes.of(monitorId),
    onConfirm: (monitorId, slotMs) => engine().confirm(monitorId, slotMs),
    onTaken: (batch) => {
      tally.take(batch);
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
  return { recorder, usualTimes, goodLooks, tally };
}

/** Jobs that report by themselves: what they say goes the way of what a probe sees. */
function createBeats({ core, config, clock, onTrouble, recorder }: Shared): BeatWatch {
  const newToken = (): string => randomBytes(16).toString('base64url');
  const { region } = config;
  return new BeatWatch({ store: core, region, clock, newToken, onTrouble, onBatch: (batch) => recorder().take(batch) });
}

type Deciding = ReturnType<typeof createDeciding>;

function createSelf({ config, channels, openings, ...shared }: Shared, directory: DataDirectory): SelfCare {
  const { region, heartbeat } = config;
  const self = careForSelf({ ...shared, directory, region, heartbeat, channels: () => channels.all() });
  openings.add(() => self.close());
  return self;
}

function createLooking(
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

type Asked = Pick<ApiDeps, 'configuring' | 'engine' | 'dispatcher' | 'webhooks' | 'links' | 'beats' | 'tally'> & {
  readonly self: SelfCare;
};

/** Whatever answers requests; not yet listening. */
function createAnswering({ watches, openings, ...shared }: Shared, { self, ...asked }: Asked) {
  const { maintenance, groups } = watches;
  const deps: ApiDeps = {
    ...shared,
    ...asked,
    maintenance,
    groups,
    self: self.source,
    domainRecords: systemDomainRecords(),
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
async function begin({
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
  const monitorCount = await engine.start();
  await deciding.goodLooks.start();
  for (const name of await telling.start())
    log.warn({ channel: name }, 'server.fallbackChannels names an alert channel that does not exist');
  // Looks tick the recorder too; where there are none, incidents must not wait for ever for other regions.
  const ticking = [
    telling,
    watches,
    deciding.recorder,
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
