/** Wires everything, and nothing else does. A server is a value: started, used, closed. */
import type { AddressInfo } from 'node:net';
import { CHECK_TYPES, checkTrustStore, Resolver, systemClock } from '@upwatch/probe';
import type { Logger } from 'pino';
import { openLinks } from './acting/links.ts';
import { ensureFirstKey } from './api/api-key.ts';
import { createApi } from './api/create-api.ts';
import { CHANNELS } from './channels/index.ts';
import type { ServerConfig } from './config.ts';
import { applyDeclared } from './declared/apply-declared.ts';
import { readDeclared } from './declared/declared-file.ts';
import { systemAfter } from './engine/dispatching/send.ts';
import { createEngine, type RunningEngine } from './engine/engine.ts';
import { GoodLooks } from './engine/recording/good-looks.ts';
import { startJanitor } from './engine/janitor.ts';
import { knowChannels } from './engine/routing/known-channels.ts';
import { knowRouting } from './engine/routing/known-routing.ts';
import { Recorder } from './engine/recording/recorder.ts';
import { careForSelf } from './engine/self/self-care.ts';
import { createTelling } from './engine/telling.ts';
import { UsualTimes } from './engine/recording/usual-times.ts';
import { createWatches } from './engine/holding/watches.ts';
import { makeIds } from './ids.ts';
import { LiveBus } from './live.ts';
import { Openings } from './openings.ts';
import type { YamlFile } from './settings/yaml-file.ts';
import { openCoreStore } from './stores/sqlite/core-store.ts';
import { openDataDirectory } from './stores/sqlite/data-directory.ts';
import { openHistoryStore } from './stores/sqlite/history/history-store.ts';
import { StartRefusal } from './stores/sqlite/start-refusal.ts';
import { upwatchVersion } from './stores/sqlite/migrate.ts';

const TICK_MS = 1000;
/** Requests that are under way when the server is told to stop may take so much longer, milliseconds. */
const ANSWERS_MS = 1500;

export interface ServerOptions {
  readonly log: Logger;
  /** The config file: its monitors, channels and tags are applied by name. */
  readonly file?: YamlFile;
  /** Delete what an earlier file declared and this one lacks. */
  readonly isPruning?: boolean;
}

export interface RunningServer extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly version: string;
  readonly monitorCount: number;
  /** Set when this start made the first API key: shown once, never kept. */
  readonly firstKey?: string;
  close(): Promise<void>;
}

/**
 * Starts a server: opens the data directory, listens, and begins to look.
 * @throws StartRefusal, or FileProblems for what the config file declares: one line for each thing to mend
 */
export async function startServer(config: ServerConfig, options: ServerOptions): Promise<RunningServer> {
  const openings = new Openings();
  try {
    return await start(config, options, openings);
  } catch (error) {
    await openings.close(options.log);
    throw error;
  }
}

async function start(
  config: ServerConfig,
  { log, file, isPruning }: ServerOptions,
  openings: Openings,
): Promise<RunningServer> {
  const untrusted = checkTrustStore();
  if (untrusted) throw new StartRefusal('trust_store', untrusted.message);
  const clock = systemClock;
  const version = upwatchVersion();
  const newId = makeIds(clock);
  const checkTypes = Object.values(CHECK_TYPES);
  const declared = file && readDeclared(file, { checkTypes, channels: CHANNELS });

  const directory = openDataDirectory(config.dataDir);
  openings.add(() => directory.close());
  const opened = openCoreStore({ file: directory.coreFile, clock, newId });
  openings.add(() => opened.close());
  // What waits for a channel that is gone must not be sent: the dispatcher looks again.
  const channels = await knowChannels(opened, () => dispatcher.wake());
  const routing = await knowRouting(channels.store);
  const onTrouble = (error: Error): void => log.error({ err: error }, error.message);
  const live = new LiveBus((isWatched) => engine.setLive(isWatched));
  const watches = createWatches({
    store: opened,
    recorder: () => recorder,
    engine: () => engine,
    channels: () => channels.all(),
    clock,
    newId,
    live,
    wakeDispatcher: () => dispatcher.wake(),
    onTrouble,
  });
  const { maintenance, groups, dependencies } = watches;
  const core = { ...routing.store, maintenance: maintenance.store, resourceGroups: groups.store };
  const history = openHistoryStore({ file: directory.historyFile, clock, retention: config.retention, log });
  openings.add(() => history.close());
  if (declared && file) {
    const applied = await applyDeclared(
      declared,
      { core: routing.store, config, newId, checkTypes },
      { isPruning: isPruning ?? false, log, file },
    );
    if (applied.created + applied.changed + applied.pruned > 0) log.info(applied, 'the config file was applied');
  }
  const { created: firstKey } = await ensureFirstKey(core, config, clock.wall());

  const links = await openLinks(core.settings);

  const resolver = new Resolver({ clock });
  openings.add(() => resolver.close());
  const recorder = new Recorder({
    store: core,
    history,
    live,
    clock,
    newId,
    engineVersion: version,
    channels: () => channels.all(),
    routing: {
      policies: () => routing.policies(),
      subjectOf: (monitor) => ({ ...routing.subjectOf(monitor), resourceGroupIds: groups.groupsOf(monitor.id) }),
    },
    holdOf: watches.holdOf,
    behindOf: (monitorId) => dependencies.behindOf(monitorId),
    watchers: [dependencies, groups],
    channelIdsOf: (monitor) => groups.channelIdsOf(monitor),
    wakeDispatcher: () => dispatcher.wake(),
    onOpened: (incident) => goodLooks.want(incident),
    usualOf: (monitorId) => usualTimes.of(monitorId),
    onConfirm: (monitorId, slotMs) => engine.confirm(monitorId, slotMs),
    onTrouble,
  });
  openings.add(() => recorder.close());
  const telling = createTelling({
    config,
    core,
    channels,
    routing,
    recorder,
    resolver,
    links,
    live,
    clock,
    newId,
    engineVersion: version,
    onTrouble,
    openings,
  });
  const { dispatcher, openedByHand } = telling;
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
  const self = careForSelf({
    core,
    clock,
    newId,
    directory,
    log,
    region: config.region,
    heartbeat: config.heartbeat,
    engine: () => engine,
    channels: () => channels.all(),
    wakeDispatcher: () => dispatcher.wake(),
  });
  openings.add(() => self.close());
  const engine: RunningEngine = createEngine({
    config,
    core,
    history,
    recorder,
    openedByHand,
    maintenance,
    groups,
    live,
    clock,
    newId,
    checkTypes,
    log,
    onChanged: (monitor) => usualTimes.changed(monitor),
    onDeleted: () => dispatcher.wake(),
    onDoubt: (report) => self.watch.doubt(report),
    onScarcity: () => self.watch.scarce(),
  });
  openings.add(() => engine.close());
  await watches.load();

  const api = createApi({
    core,
    history,
    engine,
    dispatcher,
    maintenance,
    groups,
    self: self.source,
    live,
    links,
    config,
    clock,
    newId,
    log,
    checkTypes,
    channels: CHANNELS,
    startedAtMs: clock.wall(),
    version,
  });
  openings.add(() => closeSoon(api));
  const url = await listen(api, config);
  const monitorCount = await engine.start();
  await goodLooks.start();
  for (const name of await telling.start())
    log.warn({ channel: name }, 'server.fallbackChannels names an alert channel that does not exist');
  // Looks tick the recorder too; where there are none, incidents must not wait for ever for other regions.
  const ticker = setInterval(() => {
    telling.tick();
    watches.tick();
    recorder.tick();
    usualTimes.tick();
    engine.tick();
    self.tick();
  }, TICK_MS);
  openings.add(() => clearInterval(ticker));
  const janitor = startJanitor({ history, core, clock, onTrouble });
  openings.add(() => janitor.close());
  log.info({ url, monitors: monitorCount, version }, 'watching');

  const close = (): Promise<void> => openings.close(log);
  return {
    url,
    version,
    monitorCount,
    ...(firstKey !== undefined && { firstKey }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Answers under way get a moment; then they are cut, because what waits for the disk must be written in time (row D19). */
async function closeSoon(api: ReturnType<typeof createApi>): Promise<void> {
  const cut = setTimeout(() => api.server.closeAllConnections(), ANSWERS_MS);
  await api.close();
  clearTimeout(cut);
}

async function listen(api: ReturnType<typeof createApi>, { host, port }: ServerConfig): Promise<string> {
  try {
    await api.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why: Readonly<Record<string, string>> = {
      EADDRINUSE: `port ${port} on ${host} is in use: stop what listens there, or give another with --port`,
      EACCES: `port ${port} on ${host} may not be listened on by this user: give one above 1023 with --port`,
      EADDRNOTAVAIL: `${host} is not an address of this machine: give another with --host`,
      ENOTFOUND: `${host} is not a known host: give an address with --host`,
    };
    const message = why[code ?? ''];
    if (message === undefined) throw error;
    throw new StartRefusal('cannot_listen', message, error);
  }
  const { address, family, port: taken } = api.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
}
