/** Reads the JSON backup that Uptime Kuma 1.x wrote. It holds monitors, notifications and proxies, nothing else. */
import { flagOf, isRow, numberOf, type Row, rowsOf, textOf } from '@upwatch/server/foreign';
import { UsageError } from '../../exit.ts';
import { type KumaData, NO_PAGES } from './kuma-data.ts';

/** What the backup calls otherwise than the database. */
const COLUMNS: Readonly<Record<string, string>> = {
  authMethod: 'auth_method',
  authWorkstation: 'auth_workstation',
  authDomain: 'auth_domain',
  retryInterval: 'retry_interval',
  resendInterval: 'resend_interval',
  invertKeyword: 'invert_keyword',
  ignoreTls: 'ignore_tls',
  upsideDown: 'upside_down',
  expiryNotification: 'expiry_notification',
  accepted_statuscodes: 'accepted_statuscodes_json',
  proxyId: 'proxy_id',
  pushToken: 'push_token',
  packetSize: 'packet_size',
  httpBodyEncoding: 'http_body_encoding',
  jsonPath: 'json_path',
  expectedValue: 'expected_value',
  dockerContainer: 'docker_container',
  dockerHost: 'docker_host',
  tlsCa: 'tls_ca',
  tlsCert: 'tls_cert',
  tlsKey: 'tls_key',
};

/** @throws UsageError for what is no backup of Uptime Kuma */
export function readKumaBackup(text: string, path: string): KumaData {
  const backup = parsed(text, path);
  if (!Array.isArray(backup['monitorList'])) {
    throw new UsageError(`${path} is no Uptime Kuma backup: it has no monitorList`);
  }
  const monitors = rowsOf(backup['monitorList']).map(asRow);
  const tags = tagsOf(monitors);
  return {
    source: `Uptime Kuma ${textOf(backup, 'version') ?? '1.x'} backup`,
    monitors,
    notifications: rowsOf(backup['notificationList']).map((row) => ({ ...row, is_default: row['isDefault'] })),
    tags: [...tags].map(([name, tag]) => ({ ...tag, name })),
    maintenance: [],
    notificationIds: new Map(monitors.map((row) => [idOf(row), notificationIdsOf(row['notificationIDList'])])),
    monitorTags: new Map(
      monitors.map((row) => [
        idOf(row),
        rowsOf(row['tags']).map((tag) => ({
          tagId: tags.get(textOf(tag, 'name') ?? '')?.id ?? -1,
          value: textOf(tag, 'value') ?? '',
        })),
      ]),
    ),
    maintained: new Map(),
    statusPages: NO_PAGES,
    others: new Map([['proxy', rowsOf(backup['proxyList']).length]]),
    serverTimeZone: 'UTC',
  };
}

function parsed(text: string, path: string): Row {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isRow(value)) return value;
  } catch (error) {
    const message = 'is neither an SQLite database nor JSON';
    throw new UsageError(`${path} ${message}: give Uptime Kuma's kuma.db, or a backup of 1.x`, { cause: error });
  }
  throw new UsageError(`${path} is no Uptime Kuma backup: it must hold a JSON object with monitorList`);
}

function asRow(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [COLUMNS[name] ?? name, value]));
}

function idOf(row: Row): number {
  return numberOf(row, 'id') ?? -1;
}

/** `{"1": true, "2": false}` */
function notificationIdsOf(list: unknown): readonly number[] {
  if (!isRow(list)) return [];
  return Object.keys(list)
    .filter((id) => flagOf(list, id) === true)
    .map(Number);
}

/** The backup repeats a tag at each of its monitors. */
function tagsOf(monitors: readonly Row[]): ReadonlyMap<string, { readonly id: number; readonly color: unknown }> {
  const tags = new Map<string, { readonly id: number; readonly color: unknown }>();
  for (const tag of monitors.flatMap((row) => rowsOf(row['tags']))) {
    const name = textOf(tag, 'name');
    if (name !== undefined && !tags.has(name)) tags.set(name, { id: tags.size + 1, color: tag['color'] });
  }
  return tags;
}
