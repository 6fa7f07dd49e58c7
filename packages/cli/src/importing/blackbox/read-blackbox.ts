/** Reads a blackbox_exporter configuration and the Prometheus configuration that uses it, told apart by content. */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { isRow, type Row, rowsOf } from '@upwatch/server/foreign';
import { UsageError } from '../../exit.ts';

export interface BlackboxFiles {
  /** By name. */
  readonly modules: Readonly<Record<string, Row>>;
  readonly scrapeConfigs: readonly Row[];
  /** `global` of Prometheus. */
  readonly global: Row;
}

/** @throws UsageError when one of the two is missing */
export function readBlackbox(paths: readonly string[]): BlackboxFiles {
  const files = paths.map((path) => parsed(path));
  const modules = Object.assign({}, ...files.map(({ modules: some }) => some)) as Record<string, unknown>;
  const scrapeConfigs = files.flatMap((file) => rowsOf(file['scrape_configs']));
  if (scrapeConfigs.length === 0) {
    throw new UsageError(
      `${paths.join(', ')}: no scrape_configs: give the Prometheus configuration beside blackbox.yml, it has the targets`,
    );
  }
  if (Object.keys(modules).length === 0) {
    throw new UsageError(
      `${paths.join(', ')}: no modules: give blackbox.yml beside the Prometheus configuration, it says how to look`,
    );
  }
  const rows = Object.entries(modules).filter((entry): entry is [string, Row] => isRow(entry[1]));
  const global = files.map((file) => file['global']).find(isRow) ?? {};
  return { modules: Object.fromEntries(rows), scrapeConfigs, global };
}

function parsed(path: string): Row {
  const document = parseDocument(readFileSync(path, 'utf8'), { version: '1.2', merge: true });
  const [error] = document.errors;
  if (error) throw new UsageError(`${path}: ${error.message.split('\n')[0]}`);
  const value: unknown = document.toJS({ maxAliasCount: 10_000 });
  if (!isRow(value)) throw new UsageError(`${path} must hold a mapping with modules or scrape_configs`);
  return value;
}
