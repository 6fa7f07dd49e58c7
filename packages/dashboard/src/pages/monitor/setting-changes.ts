/** What differs between two versions of a monitor's settings. */
export interface SettingChange {
  /** `config.retry.attemptsMax` */
  readonly path: string;
  /** As JSON writes it; undefined where it was not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** They change by themselves, and are no settings. */
const NOT_SETTINGS = new Set([
  'updatedAt',
  'createdAt',
  'generation',
  'state',
  'currentStatus',
  'isStale',
  'certificate',
  'maintenance',
]);
/** Names that the server makes anew each time: two versions of a thing are compared by what it says. */
const MADE_ANEW = new Set([
  'id',
  'monitorId',
  'createdAt',
  'updatedAt',
  'warnings',
  'warningsSaid',
  'monitorRegionCount',
  'checkFrequencySeconds',
]);

/** @param before undefined for what did not exist yet: nothing is a change then */
export function settingChanges(before: object | undefined, after: object): readonly SettingChange[] {
  if (before === undefined) return [];
  const [old, current] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...old.keys(), ...current.keys()])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path), current.get(path)];
    return was === is ? [] : [{ path, before: was, after: is }];
  });
}

function leavesOf(settings: object): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const [name, value] of Object.entries(settings)) {
    if (!NOT_SETTINGS.has(name)) collect(value, name, leaves);
  }
  return leaves;
}

function collect(value: unknown, path: string, leaves: Map<string, string>): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') {
    leaves.set(path, typeof value === 'string' ? value : JSON.stringify(value));
    return;
  }
  const entries = Array.isArray(value)
    ? (value as readonly unknown[]).map((one, at) => [`${path}[${at}]`, one] as const)
    : Object.entries(value)
        .filter(([name]) => !MADE_ANEW.has(name))
        .map(([name, one]) => [`${path}.${name}`, one as unknown] as const);
  for (const [inner, one] of entries) collect(one, inner, leaves);
}
