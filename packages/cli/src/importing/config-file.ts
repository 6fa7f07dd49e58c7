/** An import as `upwatch.yml`, and its secrets as a file of variables beside it. */
import { stringify } from 'yaml';
import { type DraftObject, type Secret, withSecrets } from '@upwatch/server/foreign';
import { whereOf } from './gathering.ts';
import { type Imported, type ImportedThing, type Remark, SECTIONS } from './imported.ts';
import { objectIn, objectsIn } from './references.ts';

export interface ConfigFile {
  readonly yaml: string;
  /** `NAME=value` lines; empty where nothing is secret. */
  readonly env: string;
}

/** A thing as `upwatch.yml` has it: rules there know monitors by their names, and what there is none of is not said. */
export function declaredBody({ section, body }: ImportedThing): DraftObject {
  if (section === 'monitors') return said(body);
  if (section === 'statusPages') {
    const { incidents: _, domains: __, branding, ...page } = said(body);
    return { ...page, ...(branding !== undefined && { branding: said(objectIn(branding)) }) };
  }
  if (section !== 'notificationPolicies') return body;
  const matchRules = objectsIn(body['matchRules']).map(({ monitors, ...rule }) =>
    monitors === undefined ? rule : { ...rule, type: 'monitor_name_matches', values: monitors },
  );
  return { ...body, matchRules };
}

function said(body: DraftObject): DraftObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/** What a file has no place for: only a server takes it. */
export function undeclared(things: readonly ImportedThing[]): readonly Remark[] {
  return things.flatMap((thing) => {
    if (thing.section !== 'statusPages') return [];
    const fields = ['incidents', 'domains'].filter((field) => thing.body[field] !== undefined);
    const why = 'is no matter of a config file: import into a running server';
    return fields.map((what): Remark => ({ level: 'lost', where: whereOf(thing), what, why }));
  });
}

/** @param envName how the file of variables is called beside it */
export function configFileOf(imported: Imported, things: readonly ImportedThing[], envName: string): ConfigFile {
  const variables = new Map<string, string>();
  const of = new Map<string, Set<string>>();
  let where = '';
  const reference = (secret: Secret): string => {
    const variable = variableOf(secret, variables);
    of.set(variable, (of.get(variable) ?? new Set()).add(where));
    return `\${${variable}}`;
  };
  const lists = SECTIONS.flatMap((section) => {
    const own = things.filter((thing) => thing.section === section);
    if (own.length === 0) return [];
    const bodies = own.map((thing) => {
      where = whereOf(thing);
      return withSecrets(escaped(declaredBody(thing)), reference);
    });
    return [stringify({ [section]: bodies }, { lineWidth: 0 })];
  });
  const lines = [...variables].map(([name, value]) => `${name}=${quoted(value)}\n`);
  const named = [...of].map(
    ([variable, things]) => `#   ${variable}: ${[...things].join(', ').replaceAll(/\s+/g, ' ')}`,
  );
  const hint =
    variables.size === 0
      ? []
      : [`# Secrets are in ${envName}; upwatch serve and upwatch apply need these variables to be set:`, ...named];
  const head = [`# Imported from ${imported.source}.`, ...hint, ...lostLines(imported.remarks)];
  return { yaml: `${head.join('\n')}\n\n${lists.join('\n')}`, env: lines.join('') };
}

/** A `${…}` that stands in a value is a text, and must not become a reference. */
function escaped(body: DraftObject): DraftObject {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll('${', '$${');
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null || value.constructor !== Object) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(body) as DraftObject;
}

/** Equal secrets of one name share a variable. */
function variableOf(secret: Secret, variables: Map<string, string>): string {
  const value = secret.reveal();
  const base = `IMPORTED_${secret.label || 'SECRET'}`.slice(0, 100);
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`;
    const has = variables.get(name);
    if (has !== undefined && has !== value) continue;
    variables.set(name, value);
    return name;
  }
}

/** As a shell and Docker read it. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

function lostLines(remarks: readonly Remark[]): readonly string[] {
  const lost = remarks.filter(({ level }) => level === 'left out' || level === 'lost');
  if (lost.length === 0) return [];
  const lines = lost.map(({ where, what, why }) => `#   ${where}: ${what}: ${why}`.replaceAll(/\s+/g, ' '));
  return ['#', '# What did not come over:', ...lines];
}
