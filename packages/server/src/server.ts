/** Wires everything, and nothing else does. A server is a value: started, used, closed. */
import type { AddressInfo } from 'node:net';
import { CHECK_TYPES, checkTrustStore, Resolver, systemClock } from '@upwatch/probe';
import type { Logger } from 'pino';
import { ensureFirstKey } from './api/api-key.ts';
import { createApi } from './api/create-api.ts';
import { CHANNELS, channelOf } from './channels/index.ts';
import { lookupThrough } from './channels/resolver-lookup.ts';
import type { ServerConfig } from './config.ts';
import { applyDeclared } from './declared/apply-declared.ts';
import { readDeclared } from './declared/declared-file.ts';
import { systemAfter } from './engine/dispatcher-send.ts';
import { startDispatcher } from './engine/dispatcher.ts';
import { createEngine, type RunningEngine } from './engine/engine.ts';
import { startJanitor } from './engine/janitor.ts';
import { knowChannels } from './engine/known-channels.ts';
import { Recorder } from './engine/recorder.ts';
import { makeIds } from './ids.ts';
import { LiveBus } from './live.ts';
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

/** What a start has opened, closed again in the opposite order: when the server ends, and when its start fails. */
class Openings {
  readonly #closers: (() => void | Promise<void>)[] = [];

  add(close: () => void | Promise<void>): void {
    this.#closers.unshift(close);
  }

  /** One that fails does not keep the others open. */
  async close(log: Logger): Promise<void> {
    for (const close of this.#closers.splice(0)) {
      try {
        await close();
      } catch (error) {
        log.error({ err: error }, 'something could not be closed in order');
      }
    }
  }
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
  const core = channels.store;
  const history = openHistoryStore({ file: directory.historyFile, clock, retention: config.retention, log });
  openings.add(() => history.close());
  if (declared && file) {
    const applied = await applyDeclared(
      declared,
      { core, config, newId, checkTypes },
      { isPruning: isPruning ?? false, log, file },
    );
    if (applied.created + applied.changed + applied.pruned > 0) log.info(applied, 'the config file was applied');
  }
  const { created: firstKey } = await ensureFirstKey(core, config);

  const onTrouble = (error: Error): void => log.error({ err: error }, error.message);
  const live = new LiveBus((isWatched) => engine.setLive(isWatched));
  const resolver = new Resolver({ clock });
  openings.add(() => resolver.close());
  const dispatcher = startDispatcher({
    store: core,
    clock,
    newId,
    channelOf,
    onTrouble,
    random: Math.random,
    after: systemAfter,
    lookup: lookupThrough(resolver),
    publish: (event) => live.publish(event),
    ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    ...(config.smtp && { smtp: config.smtp }),
  });
  openings.add(() => dispatcher.close());
  const recorder = new Recorder({
    store: core,
    history,
    live,
    clock,
    newId,
    channels: () => channels.all(),
    wakeDispatcher: () => dispatcher.wake(),
    onConfirm: (monitorId, slotMs) => engine.confirm(monitorId, slotMs),
    onTrouble,
  });
  openings.add(() => recorder.close());
  const engine: RunningEngine = createEngine({
    config,
    core,
    history,
    recorder,
    live,
    clock,
    newId,
    checkTypes,
    log,
    onDeleted: () => dispatcher.wake(),
  });
  openings.add(() => engine.close());

  const api = createApi({
    core,
    history,
    engine,
    dispatcher,
    live,
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
  // Looks tick it too; where there are none, incidents must not wait for ever for other regions.
  const ticker = setInterval(() => recorder.tick(), TICK_MS);
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
