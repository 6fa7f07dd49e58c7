/** Reads a Gatus configuration: one file, or a directory whose files are merged, with `$VARIABLES` filled in. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { isRow, type Row } from '@upwatch/server/foreign';
import { UsageError } from '../../exit.ts';

type Env = Readonly<Record<string, string | undefined>>;

const FILE_BYTES_MAX = 4 * 1024 * 1024;
/** `$$` is a dollar; `$NAME` and `${NAME}` are variables. */
const REFERENCE = /\$(?:(\$)|\{([^}]+)\}|([A-Za-z_]\w*))/g;

/** A configuration, and the variables that it names and nobody has set. */
export interface GatusFile {
  readonly config: Row;
  readonly unset: readonly string[];
}

/** @throws UsageError for what is no configuration of Gatus */
export function readGatus(paths: readonly string[], env: Env): GatusFile {
  const unset = new Set<string>();
  let config: Row = {};
  for (const file of paths.flatMap(filesIn)) {
    const text = readFileSync(file, 'utf8');
    if (Buffer.byteLength(text) > FILE_BYTES_MAX)
      throw new UsageError(`${file} is larger than ${FILE_BYTES_MAX} bytes`);
    config = merged(config, parsed(filledIn(text, env, unset), file), file);
  }
  const isGatus = ['endpoints', 'external-endpoints', 'suites'].some((name) => Array.isArray(config[name]));
  if (!isGatus) throw new UsageError(`${paths.join(', ')} is no Gatus configuration: it has no endpoints`);
  return { config, unset: [...unset] };
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/i.test(name))
    .toSorted()
    .map((name) => join(path, name));
}

/** Gatus fills in the text, before it is read as YAML. */
function filledIn(text: string, env: Env, unset: Set<string>): string {
  return text.replaceAll(REFERENCE, (_whole, dollar?: string, braced?: string, bare?: string) => {
    if (dollar !== undefined) return '$';
    const name = braced ?? bare ?? '';
    const value = env[name];
    if (value === undefined) unset.add(name);
    return value ?? '';
  });
}

function parsed(text: string, file: string): Row {
  const document = parseDocument(text, { merge: true, version: '1.2' });
  const [error] = document.errors;
  if (error) throw new UsageError(`${file}: ${error.message.split('\n')[0]}`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 10_000 });
  } catch (thrown) {
    throw new UsageError(`${file}: ${(thrown as Error).message}`, { cause: thrown });
  }
  if (value === null) return {};
  if (!isRow(value)) throw new UsageError(`${file} must hold a mapping`);
  return value;
}

/** Maps merge, lists append, anything else may be said once. */
function merged(first: Row, second: Row, file: string): Row {
  const result: Record<string, unknown> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = result[name];
    if (before === undefined) result[name] = value;
    else if (isRow(before) && isRow(value)) result[name] = merged(before, value, file);
    else if (Array.isArray(before) && Array.isArray(value))
      result[name] = [...(before as unknown[]), ...(value as unknown[])];
    else throw new UsageError(`${file}: ${name} is said twice, once in another file`);
  }
  return result;
}
