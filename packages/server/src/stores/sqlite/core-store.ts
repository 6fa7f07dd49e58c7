/** The store of what we promise to keep, in one SQLite file. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock, JsonObject, MonitorState } from '@upwatch/core';
import { type MakeId, makeIds } from '../../ids.ts';
import { newKey } from '../../vault/sealing.ts';
import { type AuditedChange, type AuditMasks, type CoreStore, StoreRefusal } from '../port.ts';
import { accompanied } from './accompanied.ts';
import { accountStore, dropPastAccess } from './accounts.ts';
import { apiKeyStore } from './api-keys.ts';
import { auditStore } from './audit.ts';
import { maskWhole } from './audit-difference.ts';
import { AuditNews } from './audit-news.ts';
import { certificateStore } from './certificates.ts';
import { channelStore } from './channels.ts';
import { commitWriter } from './commit.ts';
import type { CoreContext } from './context.ts';
import { type CoreDatabase, coreDatabase } from './core-database.ts';
import { openDatabase } from './database.ts';
import type { Version } from './database-kind.ts';
import { deployLockStore } from './deploy-lock.ts';
import { digestStore } from './digests.ts';
import { dispatchStore } from './dispatches.ts';
import { environmentStore } from './environments.ts';
import { factorStore } from './factors.ts';
import { forensicsStore } from './forensics.ts';
import { dropOldSignals, heartbeatStore } from './heartbeats.ts';
import { Claims, dropOldRequests, idempotencyStore } from './idempotency.ts';
import { identityStore } from './identities.ts';
import { incidentStore } from './incidents.ts';
import { dropPastWindows, maintenanceStore } from './maintenance.ts';
import { masterKeyFor } from './master-key.ts';
import { upwatchVersion } from './migrate.ts';
import { CORE_KIND } from './migrations/index.ts';
import { monitorStore } from './monitors.ts';
import { notificationPolicyStore } from './notification-policies.ts';
import { dropOldNotifications, notificationStore } from './notifications.ts';
import { organizationStore } from './organization.ts';
import { outboxStore } from './outbox.ts';
import { dropOldDependencyTotals, reportedDependencyStore } from './reported-dependencies.ts';
import { resourceGroupStore } from './resource-groups.ts';
import { healthOf } from './health.ts';
import { dropExpired } from './retention.ts';
import { Revisions, revisionStore } from './revisions.ts';
import { parsed } from './rows.ts';
import { secretStore } from './secrets.ts';
import { beginDueWork, dropOldNotices, pageNoticeStore } from './page-notices.ts';
import { pageWorks } from './page-works.ts';
import { statusPageStore } from './status-pages.ts';
import { endDuePageIncidents } from './status-page-incidents.ts';
import { settingStore } from './settings.ts';
import { asRefusal } from './sqlite-error.ts';
import { StartRefusal } from './start-refusal.ts';
import { tagStore } from './tags.ts';
import { webhookStore } from './webhooks.ts';

export interface CoreStoreOptions {
  /** `DataDirectory.coreFile` */
  readonly file: string;
  readonly clock: Clock;
  /** @default ids from `clock` and the system's randomness */
  readonly newId?: MakeId;
  /** How long a write waits for another program's lock, milliseconds. @default 5000 */
  readonly lockPatienceMs?: number;
  /** The write-ahead log is never let grow beyond about this. @default 200 MiB */
  readonly walMaxBytes?: number;
  /** Hears of each change that the audit trail has, once it is committed. */
  readonly onChange?: (change: AuditedChange) => void;
  /** What of settings the audit trail may hold. @default nothing but their names */
  readonly auditMasks?: AuditMasks;
  /** Seals what is secret, instead of the key that is kept beside the file. */
  readonly secretKey?: string;
}

/**
 * Opens or makes `core.db`.
 * @throws StartRefusal with one line that names the file and what to do
 */
export function openCoreStore(options: CoreStoreOptions): CoreStore {
  const { file, clock } = options;
  refuseForeignHistory(file);
  const connection = openOrRefuse(file, { upwatch: upwatchVersion(), nowMs: clock.wall() });
  try {
    return coreStoreOn(connection, options, masterKeyFor(connection, dirname(file), options.secretKey));
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * The store over a connection that is open already; it closes it.
 * @param masterKey one that is forgotten with the store, where nothing is sealed that must be opened again
 */
export function coreStoreOn(connection: DatabaseSync, options: CoreStoreOptions, masterKey = newKey()): CoreStore {
  const { clock, newId = makeIds(clock), onChange = () => undefined } = options;
  const plain = coreDatabase({ ...options, database: connection });
  const claims = new Claims(connection, clock);
  const revisions = new Revisions(connection);
  const news = new AuditNews(onChange);
  const database = accompanied(plain, [revisions, claims, news]);
  const { auditMasks: masks = MASK_ALL } = options;
  const context: CoreContext = { database, clock, newId, masterKey, news, masks };
  const apply = commitWriter(connection);
  const works = pageWorks(context);
  return {
    monitors: monitorStore(context),
    tags: tagStore(context),
    channels: channelStore(context),
    incidents: incidentStore(context, apply),
    states: { all: () => allStates(database) },
    commit: (commits) =>
      database.writeBare(() => {
        for (const commit of commits) apply(commit);
      }),
    forensics: forensicsStore(context),
    certificates: certificateStore(context),
    reportedDependencies: reportedDependencyStore(context),
    heartbeats: heartbeatStore(context),
    maintenance: maintenanceStore(context, works.follow),
    resourceGroups: resourceGroupStore(context, apply),
    statusPages: statusPageStore(context),
    pageNotices: pageNoticeStore(context),
    organization: organizationStore(context),
    notifications: notificationStore(context),
    idempotency: idempotencyStore(context, plain, claims),
    revisions: revisionStore(plain, revisions),
    outbox: outboxStore(context),
    digests: digestStore(context),
    notificationPolicies: notificationPolicyStore(context),
    dispatches: dispatchStore(context),
    webhooks: webhookStore(context),
    deployLock: deployLockStore(context),
    environments: environmentStore(context),
    secrets: secretStore(context),
    apiKeys: apiKeyStore(context),
    accounts: accountStore(context),
    factors: factorStore(context),
    identities: identityStore(context),
    audit: auditStore(context),
    settings: settingStore(context),
    health: healthOf(database, clock),
    tend: async (nowMs) => {
      await dropExpired(database, nowMs);
      await dropPastWindows(database, nowMs);
      await dropOldSignals(database);
      await works.tend(nowMs);
      await beginDueWork(context, nowMs);
      await endDuePageIncidents(context, nowMs);
      await dropOldNotices(context, nowMs);
      await dropOldNotifications(database, nowMs);
      await dropOldRequests(database, nowMs);
      await dropPastAccess(database, nowMs);
      await dropOldDependencyTotals(database, nowMs);
    },
    close: () => database.close(),
  };
}

const MASK_ALL: AuditMasks = {
  channel: (_type, config) => maskWhole(config) as JsonObject,
  monitor: (config) => maskWhole(config) as JsonObject,
};

/** Monitors' keys begin again in a new `core.db`: an old history would be shown as that of the new monitors. */
function refuseForeignHistory(file: string): void {
  const history = join(dirname(file), 'history.db');
  if (existsSync(file) || !existsSync(history)) return;
  throw new StartRefusal(
    'corrupt',
    `${file} is missing, but ${history} is there: restore ${file} from a backup, or move ${history} away to start afresh`,
  );
}

function openOrRefuse(file: string, version: Version): DatabaseSync {
  try {
    return openDatabase(file, CORE_KIND, version);
  } catch (error) {
    if (error instanceof StartRefusal) throw error;
    const refusal = asRefusal(error instanceof Error && error.cause ? error.cause : error, file);
    if (!(refusal instanceof StoreRefusal)) throw error;
    throw new StartRefusal(refusal.code === 'busy' ? 'in_use' : 'disk_full', refusal.message, error);
  }
}

async function allStates(database: CoreDatabase): Promise<ReadonlyMap<string, MonitorState>> {
  const rows = await database.query.selectFrom('states').select(['monitor_id', 'state']).execute();
  return new Map(rows.map((row) => [row.monitor_id, parsed<MonitorState>(row.state)]));
}
