/**
 * Targets of the simple API: ordinary monitors with the tag `simple`. How a target is watched is read from its monitor
 * as it is now; beside it only its client's words are kept, title and spelling of the endpoint.
 */
import type { Monitor } from '@upwatch/core';
import type { KeptSetting } from '../../stores/port.ts';
import type { ApiDeps } from '../deps.ts';
import { asJson } from '../json-value.ts';

export const SIMPLE_TAG = 'simple';
const NOTE = 'simple.targets';

/** What a client asks to be watched. */
export interface WantedTarget {
  readonly title: string;
  /** May hold credentials. */
  readonly endpoint: string;
  readonly expectedHttpCode: number;
}

/** A target and the monitor that stands for it. */
export interface Target {
  readonly monitor: Monitor;
  readonly title: string;
  /** Without credentials; as the client wrote it, where it wrote none. */
  readonly endpoint: string;
  readonly expectedHttpCode: number;
}

/** A client's words. Never holds credentials. */
export interface NotedTarget {
  readonly monitorId: string;
  readonly title: string;
  readonly endpoint: string;
}

/** Every target there is, the newest last. A monitor that was deleted is no target any more. */
export async function targetsOf(
  { core, config }: Pick<ApiDeps, 'core' | 'config'>,
  all?: readonly Monitor[],
): Promise<readonly Target[]> {
  const monitors = new Map((all ?? (await core.monitors.all())).map((monitor) => [monitor.id, monitor]));
  return (await notedTargets(core)).flatMap((noted) => {
    const monitor = monitors.get(noted.monitorId);
    return monitor ? [targetOf(noted, monitor, config.simple.expectedHttpCode)] : [];
  });
}

/** @param expectedHttpCode what is expected of a monitor that was changed to expect no single status code */
export function targetOf({ title, endpoint }: NotedTarget, monitor: Monitor, expectedHttpCode: number): Target {
  const url = urlOf(monitor);
  return {
    monitor,
    title,
    endpoint: shownEndpoint(endpoint, url),
    expectedHttpCode: expectedCodeOf(monitor) ?? expectedHttpCode,
  };
}

/** What a monitor looks at: in the spelling of the URL standard, without credentials. */
export function urlOf({ config }: Pick<Monitor, 'config'>): string {
  return typeof config['url'] === 'string' ? config['url'] : '';
}

/** The endpoint as its client wrote it while that is what `url` says; else, and where it held credentials, `url`. */
export function shownEndpoint(endpoint: string, url: string): string {
  return URL.parse(endpoint)?.href === url ? endpoint : url;
}

/** To be kept in the transaction that makes or changes the monitors. */
export function noteOf(targets: Iterable<NotedTarget>): KeptSetting {
  return { name: NOTE, value: { targets: Array.from(targets, asJson) } };
}

async function notedTargets(core: ApiDeps['core']): Promise<readonly NotedTarget[]> {
  const note = await core.settings.get(NOTE);
  // Written as `noteOf` has it, and by nothing else.
  return (note?.['targets'] as unknown as readonly NotedTarget[] | undefined) ?? [];
}

function expectedCodeOf({ assertions }: Monitor): number | undefined {
  for (const { config } of assertions) {
    if (config.type !== 'status_code' || config['operator'] !== 'equals') continue;
    const expected = config['expected'];
    if (typeof expected === 'string' && /^[1-5]\d\d$/.test(expected)) return Number(expected);
  }
  return undefined;
}
