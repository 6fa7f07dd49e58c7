/** Monitors, and a channel that tells a sink, made through the API of a real server. */
import { dataOf, type ServerProcess } from './server-process.ts';

export async function makeChannel(server: ServerProcess, url: string, name = 'sink'): Promise<void> {
  dataOf(await server.call('POST', '/alert-channels', { name, config: { channelType: 'webhook', url } }));
}

/** How monitors are made. */
export interface MonitorsWanted {
  readonly count: number;
  readonly seconds: number;
  /** Of one attempt. @default the product's */
  readonly timeoutMs?: number;
  /** The number of the first. @default 1 */
  readonly first?: number;
  /** Further fields of the request. */
  readonly more?: (number: number) => Readonly<Record<string, unknown>>;
}

/**
 * Monitors `m FIRST` and on, each at its own path of the target.
 * @returns their ids, in order
 */
export async function makeMonitors(
  server: ServerProcess,
  targetUrl: string,
  { count, seconds, timeoutMs, first = 1, more }: MonitorsWanted,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = first; number < first + count; number++) {
    const answer = await server.call('POST', '/monitors', {
      name: `m ${number}`,
      type: 'HTTP',
      config: { url: `${targetUrl}/${number}`, method: 'GET', ...(timeoutMs !== undefined && { timeoutMs }) },
      frequencySeconds: seconds,
      managedBy: 'API',
      ...more?.(number),
    });
    ids.push(String(dataOf(answer)['id']));
  }
  return ids;
}

/** The numbers of the monitors that are down or had an incident, by the public API. */
async function alarmed(server: ServerProcess): Promise<ReadonlySet<number>> {
  const monitors = await listAll(server, '/monitors');
  const withIncident = new Set((await listAll(server, '/incidents')).map(({ monitorId }) => monitorId));
  const found = monitors.filter(({ id, currentStatus }) => currentStatus === 'down' || withIncident.has(id));
  return new Set(found.map(({ name }) => Number(String(name).slice(2))));
}

/** What is said of false alarms; nothing when there are none. */
export async function falseAlarms(server: ServerProcess, isToBeDown: (number: number) => boolean): Promise<string[]> {
  const wrongly = [...(await alarmed(server))].filter((number) => !isToBeDown(number));
  return wrongly.length === 0 ? [] : [`down by mistake: ${wrongly.length}, such as m ${wrongly[0]}`];
}

/** A look as the API tells of it. */
export interface ToldResult {
  readonly outcome: string;
  readonly kind: string;
  readonly failureCode: string | null;
}

/** The looks of a monitor in a time of less than 200 slots. */
export async function resultsOf(
  server: ServerProcess,
  given: { readonly id: string; readonly fromMs: number; readonly toMs: number },
): Promise<readonly ToldResult[]> {
  const [from, to] = [given.fromMs, given.toMs].map((ms) => new Date(ms).toISOString());
  const answer = await server.call('GET', `/monitors/${given.id}/results?from=${from}&to=${to}&limit=200`);
  return dataOf(answer) as unknown as readonly ToldResult[];
}

/** All pages of a list. */
export async function listAll(server: ServerProcess, path: string): Promise<readonly Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let page = 0; ; page++) {
    const { status, body } = await server.call('GET', `${path}?page=${page}&size=200`);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}`);
    const { data, hasNext } = body as { readonly data: Record<string, unknown>[]; readonly hasNext: boolean };
    found.push(...data);
    if (!hasNext) return found;
  }
}
