/** The command against a server of the test's own, and what that server shows afterwards. */
import type { TestContext } from 'node:test';
import type { CliResult } from '../../testing/run-cli.ts';
import { served } from '../../testing/served.ts';
import type { Dto } from '../fingerprint.ts';
import { nameIn } from '../identity.ts';
import type { Imported, ImportedThing, Section } from '../imported.ts';

const PATHS: Readonly<Record<Section, string>> = {
  tags: '/tags',
  environments: '/environments',
  secrets: '/secrets',
  alertChannels: '/alert-channels',
  monitors: '/monitors',
  notificationPolicies: '/notification-policies',
  resourceGroups: '/resource-groups',
  maintenance: '/maintenance-windows',
  statusPages: '/status-pages',
  webhooks: '/webhooks',
};

/** Lists that take no size. */
const WHOLE: ReadonlySet<Section> = new Set(['maintenance', 'resourceGroups', 'environments', 'secrets']);

export interface Served {
  readonly cli: (...args: string[]) => Promise<CliResult>;
  /** Everything of a section, by name. */
  list(section: Section): Promise<Readonly<Record<string, Dto>>>;
  ask(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  readonly url: string;
}

export async function importServer(t: TestContext): Promise<Served> {
  const { cli, url, token } = await served(t);
  const ask: Served['ask'] = async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    cli,
    url,
    ask,
    async list(section) {
      const pages = WHOLE.has(section) ? '' : '?size=200';
      const { body } = await ask('GET', `/api/v1${PATHS[section]}${pages}`);
      const { data } = body as { readonly data: readonly Dto[] };
      return Object.fromEntries(data.map((dto) => [nameIn(section, dto) ?? dto.id, dto]));
    },
  };
}

// oxlint-disable-next-line typescript/no-explicit-any -- what a test looks into, wherever it looks
export type Loose = Readonly<Record<string, any>>;

/** One thing of an import, by its name. @throws Error where there is none */
export function thingIn(imported: Imported, section: Section, name: string): ImportedThing {
  const thing = imported.things.find((one) => one.section === section && one.name === name);
  if (!thing) throw new Error(`no ${section} "${name}" among ${imported.things.map((one) => one.name).join(', ')}`);
  return thing;
}

/** Remarks as lines: `lost: monitor "shop": description`. */
export function remarkLines({ remarks }: Imported): readonly string[] {
  return remarks.map(({ level, where, what }) => `${level}: ${where}: ${what}`);
}
