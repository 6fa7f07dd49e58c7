/**
 * What is configured, as the file that would bring it about. Secrets are left out: a placeholder stands in the place of
 * each, to be filled in from the environment.
 */
import { type Json, type JsonObject, type ResourceKind } from '@upwatch/core';
import { namesOf } from './world.ts';
import type { World } from './section.ts';
import { SECTIONS } from './sections.ts';

/** A secret that was left out. */
interface LeftOutSecret {
  /** The variable of the environment that is to hold it: `SECRET_ALERTCHANNEL_OPS_WEBHOOKURL`. */
  readonly variable: string;
  readonly kind: ResourceKind;
  readonly name: string;
  /** `config.webhookUrl` */
  readonly field: string;
}

/** A document that `plan` finds nothing to do for, once the secrets are filled in. */
export interface Exported {
  readonly document: JsonObject;
  readonly secrets: readonly LeftOutSecret[];
}

/** What a value is by default need not be said. */
const DEFAULTS: { readonly [Kind in ResourceKind]?: JsonObject } = {
  monitor: { enabled: true },
  notificationPolicy: { enabled: true, priority: 0 },
  maintenance: { timeZone: 'UTC', suppressAlerts: true, pauseChecks: false },
  resourceGroup: { suppressMemberAlerts: false },
  statusPage: { visibility: 'PUBLIC', enabled: true, incidentMode: 'MANUAL' },
  webhook: { enabled: true },
};

/** @param own ids of what is written; everything when absent */
export function exportConfiguration(world: World, own?: ReadonlySet<string>): Exported {
  const names = namesOf(world, { things: [], moved: [] }, {});
  const secrets: LeftOutSecret[] = [];
  const taken = new Set<string>();
  const sections = SECTIONS.flatMap((section) => {
    const current = section.current(world, names).filter(({ id }) => own?.has(id) ?? true);
    const entries = current.map(({ kind, name, fields, shown = fields }) => {
      const leave = (field: string): string => {
        const variable = freeName(`SECRET_${kind}_${name}_${field.replace(/^config\b/, '')}`, taken);
        secrets.push({ variable, kind, name, field });
        return `\${${variable}}`;
      };
      const rest = withoutDefaults(fields, DEFAULTS[kind] ?? {});
      return {
        [section.nameField ?? 'name']: escaped(name),
        ...(written(rest, { shown, path: '', leave }) as JsonObject),
      };
    });
    return entries.length > 0 ? [[section.key, entries] as const] : [];
  });
  return { document: Object.fromEntries(sections), secrets };
}

interface Writing {
  readonly shown: Json | undefined;
  readonly path: string;
  readonly leave: (field: string) => string;
}

/** What is not shown as it is, is a secret; what looks like a reference to the environment is not one. */
function written(value: Json, { shown, path, leave }: Writing): Json {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return list.map((inner, i) => written(inner, { shown: innerOf(shown, i), path: `${path}[${i}]`, leave }));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as JsonObject).map(([key, inner]) => {
      const at = path === '' ? key : `${path}.${key}`;
      return [escaped(key), written(inner, { shown: innerOf(shown, key), path: at, leave })] as const;
    });
    return Object.fromEntries(entries);
  }
  if (value !== shown) return leave(path);
  return typeof value === 'string' ? escaped(value) : value;
}

function innerOf(shown: Json | undefined, key: string | number): Json | undefined {
  if (typeof shown !== 'object' || shown === null) return undefined;
  return (shown as Readonly<Record<string | number, Json>>)[key];
}

/** As `${NAME}` is read when the file is. */
function escaped(text: string): string {
  return text.replaceAll(/\$(?=\{[A-Za-z_][A-Za-z0-9_]*(?::-[^}]*)?\})/g, '$$$$');
}

function withoutDefaults(fields: JsonObject, defaults: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => defaults[name] !== value));
}

function freeName(text: string, taken: Set<string>): string {
  const name = text
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/_+$/, '')
    .toUpperCase();
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
  taken.add(free);
  return free;
}
