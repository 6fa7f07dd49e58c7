/** Wires everything, and nothing else does. A server is a value: started, used, closed. */
import type { Monitor } from '@upwatch/core';
import { CHECK_TYPES, checkTrustStore, Resolver, systemClock } from '@upwatch/probe';
import type { Logger } from 'pino';
import { openLinks } from './acting/links.ts';
import { makeSetupCode } from './accounts/setup-code.ts';
import { ensureFirstKey } from './api/api-key.ts';
import { knowProbeModules, type ProbeModules } from './api/prober/module-file.ts';
import { CHANNELS } from './channels/index.ts';
import { AUDIT_MASKS } from './audit-masks.ts';
import type { ServerConfig } from './config.ts';
import { permittedTypes } from './settings/permitted-types.ts';
import { applyDeclared } from './declared/apply-declared.ts';
import { Configuring } from './declared/configuring.ts';
import { type Declared, readDeclared } from './declared/declared-file.ts';
import { knowChannels } from './engine/routing/known-channels.ts';
import { knowRouting } from './engine/routing/known-routing.ts';
import { createTelling } from './engine/telling.ts';
import { createWatches } from './engine/holding/watches.ts';
import { makeIds } from './ids.ts';
import { listen, requireFreePort } from './listening.ts';
import { LiveBus } from './live.ts';
import { Openings } from './openings.ts';
import { FileProblems, withAllProblems, type YamlFile } from './settings/yaml-file.ts';
import type { CoreStore } from './stores/port.ts';
import { openCoreStore } from './stores/sqlite/core-store.ts';
import { openDataDirectory } from './stores/sqlite/data-directory.ts';
import { openHistoryStore } from './stores/sqlite/history/history-store.ts';
import { knowReferences } from './vault/known-references.ts';
import { systemDomainRecords } from './domains/domain-records.ts';
import { openTelemetry } from './telemetry/open-telemetry.ts';
import { upwatchVersion } from './stores/sqlite/migrate.ts';
import { StartRefusal } from './stores/sqlite/start-refusal.ts';
import {
  type Ground,
  type Later,
  createDeciding,
  createBeats,
  createSelf,
  createLooking,
  createAnswering,
  begin,
} from './server-parts.ts';

export interface ServerOptions {
  readonly log: Logger;
  /** The config file: its monitors, channels and tags are applied by name. */
  readonly file?: YamlFile;
  /** What the file declares, where it has been read already. */
  readonly declared?: Declared | undefined;
  /** Delete what an earlier file declared and this one lacks. */
  readonly isPruning?: boolean;
  /** Even where that is most of what it declared. */
  readonly mayDeleteMany?: boolean;
  /** Whom to ask about domains of status pages. @default the name servers of the system */
  readonly domainServers?: readonly string[];
}

export interface RunningServer extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly version: string;
  readonly monitorCount: number;
  /** Set when this start made the first API key: shown once, never kept. */
  readonly firstKey?: string;
  /** Set while nobody can sign in: makes its holder the first owner. Of this start alone, and kept nowhere. */
  readonly setupCode?: string;
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

async function start(ground: Ground, options: ServerOptions): Promise<RunningServer> {
  const { config, log, clock, version, openings } = ground;
  // While the config file is applied nothing looks, and nothing is sent: both begin with what is there then.
  let wake = (): void => undefined;
  let lookAnew: Later['lookAnew'] = () => undefined;
  const later: Later = {
    recorder: () => deciding.recorder,
    engine: () => engine,
    wakeDispatcher: () => wake(),
    lookAnew: (isConcerned) => lookAnew(isConcerned),
  };
  const declared = await refuseEarly(ground, options);

  const live = new LiveBus((isWatched) => engine.setLive(isWatched));
  const kept = await openStores(ground, { ...later, live });
  const { channels, routing, references, history, directory } = kept;
  const defaults = { regions: [config.region], policy: config.defaultPolicy };
  const watching = { ...ground, ...later, routing, defaults, live };
  const watches = createWatches({ ...watching, store: kept.opened, channels: () => channels.all() });
  const followed = watches.groups.within(references.store);
  const core = { ...followed, maintenance: watches.maintenance.store };
  await watches.groups.load();
  await declare(declared, ground, { core: followed, options });
  const { created: firstKey } = await ensureFirstKey(core, config, clock.wall());
  const setupCode = (await core.accounts.hasActiveMember()) ? undefined : makeSetupCode();
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
  const { dispatcher, openedByHand, webhooks, outbound } = telling;
  wake = () => dispatcher.wake();
  const self = createSelf(shared, directory);
  const engine = createLooking(shared, { beats, deciding, openedByHand, self });
  lookAnew = (isConcerned) => engine.referencesChanged(isConcerned);
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
    outbound,
    setupCode,
    tally: deciding.tally,
    reported: deciding.reported,
    domainRecords: systemDomainRecords(options.domainServers),
  });
  const url = await listen(api, config);
  const monitorCount = await begin({ ...shared, engine, deciding, telling, self });
  log.info({ url, monitors: monitorCount, version }, 'watching');
  const close = (): Promise<void> => openings.close(log);
  // Not the file, nor what it declares: they are needed for the start alone, and not kept in memory for ever.
  const lasting = { log, isPruning: options.isPruning ?? false, mayDeleteMany: options.mayDeleteMany ?? false };
  const reload = (read: () => YamlFile): Promise<boolean> =>
    reloaded(read, { configuring, probeModules: ground.probeModules }, lasting);
  const running = { url, version, monitorCount, reload, close, [Symbol.asyncDispose]: close };
  return { ...running, ...(firstKey !== undefined && { firstKey }), ...(setupCode !== undefined && { setupCode }) };
}

function groundOf(config: ServerConfig, { log }: ServerOptions, openings: Openings): Ground {
  const clock = systemClock;
  const checkTypes = permittedTypes(Object.values(CHECK_TYPES), config.probe);
  return {
    config,
    log,
    clock,
    newId: makeIds(clock),
    version: upwatchVersion(),
    checkTypes,
    openings,
    probeModules: knowProbeModules(config.probeModules, { checkTypes, log }),
    onTrouble: (error) => log.error({ err: error }, error.message),
  };
}

/** Whatever can be refused without opening anything is refused here: a start that fails must not have changed anything. */
async function refuseEarly({ config, checkTypes }: Ground, options: ServerOptions): Promise<Declared | undefined> {
  const untrusted = checkTrustStore();
  if (untrusted) throw new StartRefusal('trust_store', untrusted.message);
  const { file, declared = file && readDeclared(file, { checkTypes, channels: CHANNELS }) } = options;
  await requireFreePort(config);
  return declared;
}

/** The data directory and what is in it; with it, what is kept in memory of the channels and of whom to tell. */
async function openStores(
  { config, clock, newId, log, openings }: Ground,
  { wakeDispatcher, lookAnew, live }: Later & { readonly live: LiveBus },
) {
  const directory = openDataDirectory(config.dataDir);
  openings.add(() => directory.close());
  const { secretKey } = config;
  const opened = openCoreStore({
    file: directory.coreFile,
    clock,
    newId,
    onChange: (change) => live.publish({ type: 'change', data: change }),
    auditMasks: AUDIT_MASKS,
    ...(secretKey !== undefined && { secretKey }),
  });
  openings.add(() => opened.close());
  // What waits for a channel that is gone must not be sent: the dispatcher looks again.
  const channels = await knowChannels(opened, wakeDispatcher);
  const routing = await knowRouting(channels.store);
  const references = await knowReferences(routing.store, lookAnew);
  const history = openHistoryStore({ file: directory.historyFile, clock, retention: config.retention, log });
  openings.add(() => history.close());
  return { directory, opened, channels, routing, references, history };
}

/** Brings the stores to what the config file says. */
async function declare(
  declared: Declared | undefined,
  { config, newId, log, clock, checkTypes }: Ground,
  {
    core,
    options: { file, isPruning = false, mayDeleteMany = false },
  }: { readonly core: CoreStore; readonly options: ServerOptions },
): Promise<void> {
  if (!declared || !file) return;
  const applied = await applyDeclared(
    declared,
    { core, config, newId, clock, checkTypes },
    { isPruning, mayDeleteMany, log, file },
  );
  if (applied.created + applied.changed + applied.pruned > 0) log.info(applied, 'the config file was applied');
}

/** Brings the running server to what the config file says now. Whatever goes wrong, it goes on. */
async function reloaded(
  read: () => YamlFile,
  { configuring, probeModules }: { readonly configuring: Configuring; readonly probeModules: ProbeModules },
  { log, isPruning, mayDeleteMany }: Required<Pick<ServerOptions, 'log' | 'isPruning' | 'mayDeleteMany'>>,
): Promise<boolean> {
  try {
    const [file, takeModules] = withAllProblems(read, () => probeModules.reread());
    const applied = await configuring.reload({ file, isPruning, mayDeleteMany, log });
    takeModules();
    log.info(applied, 'the config file was read again');
    return true;
  } catch (error) {
    const isRefused = error instanceof FileProblems;
    if (!isRefused) log.error({ err: error }, 'the config file could not be read again');
    configuring.refused(isRefused ? error.problems : [{ at: 'config file', message: String(error) }], log);
    return false;
  }
}
