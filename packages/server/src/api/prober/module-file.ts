/** Modules of a blackbox_exporter's configuration, for `/probe`: read whole, and refused with every fault and its place. */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '@upwatch/core';
import { AssertionConfigSchema, parseOrFaults } from '@upwatch/core/schemas';
import type { Logger } from 'pino';
import { goDurationMs, lookOf, moduleTimeout, revealed, type Row } from '../../foreign/index.ts';
import { pathOf } from '../../settings/field-path.ts';
import { FileProblems, readForeignYaml, type YamlFile } from '../../settings/yaml-file.ts';
import type { ApiCheckType } from '../deps.ts';
import { moduleFile } from './module-schema.ts';
import { ONE_ATTEMPT, type OwnModule, type ProbeOrder } from './modules.ts';

/** Stand for the target while a file is read. */
const SOME_HOST = '127.0.0.1';
const SOME_ADDRESS = `${SOME_HOST}:80`;
const SOME_TIMEOUT_MS = 1000;

/** Modules that are there until their file is read again. */
export interface ProbeModules {
  known(): ReadonlyMap<string, OwnModule>;
  /** Reads the file. @returns makes it what is there @throws FileProblems, and changes nothing */
  reread(): () => void;
}

/** @param path undefined where there is no file @throws FileProblems */
export function knowProbeModules(
  path: string | undefined,
  { checkTypes, log }: { readonly checkTypes: readonly ApiCheckType[]; readonly log: Pick<Logger, 'warn'> },
): ProbeModules {
  const read = (): ReadonlyMap<string, OwnModule> =>
    path === undefined ? new Map() : readProbeModules(path, checkTypes);
  let known: ReadonlyMap<string, OwnModule> = new Map();
  const modules: ProbeModules = {
    known: () => known,
    reread: () => {
      const found = read();
      return () => {
        known = found;
        for (const [module, { obstacles }] of found)
          if (obstacles.length > 0) log.warn({ module, obstacles }, 'a module of /probe asks for what no look can do');
      };
    },
  };
  modules.reread()();
  return modules;
}

/** @throws FileProblems with every fault: `blackbox.yml:3:5: modules.web.http must …` */
function readProbeModules(path: string, checkTypes: readonly ApiCheckType[]): ReadonlyMap<string, OwnModule> {
  const file = readForeignYaml(textOf(path), path);
  const result = parseOrFaults(moduleFile, file.value);
  if ('faults' in result) {
    throw new FileProblems(result.faults.map(({ field, message }) => ({ at: file.at(pathOf(field)), message })));
  }
  const rows = Object.entries(result.value.modules as Readonly<Record<string, Row>>);
  return new Map(rows.map(([name, row]) => [name, ownModule(name, row, { file, checkTypes })]));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new FileProblems([{ at: path, message: `must be a file that can be read: ${String(error)}` }]);
  }
}

/** What a file says and a look cannot do is no fault of the file: the module is there, and says why it does not look. */
function ownModule(
  name: string,
  row: Row,
  { file, checkTypes }: { readonly file: YamlFile; readonly checkTypes: readonly ApiCheckType[] },
): OwnModule {
  const ownMs = goDurationMs(moduleTimeout(row) ?? '') ?? Number.POSITIVE_INFINITY;
  const lookAt = (target: string, timeoutMs: number) =>
    lookOf(row, { target, module: name, timeoutMs: Math.min(ownMs, timeoutMs) });
  const someTarget = row['prober'] === 'tcp' ? SOME_ADDRESS : SOME_HOST;
  const obstacles = obstaclesOf(lookAt(someTarget, SOME_TIMEOUT_MS), checkTypes).map(
    ([what, why]) => `${file.at(['modules', name, ...what.split('.')])}: ${what}: ${why}`,
  );
  return {
    obstacles,
    order: ({ target }, timeoutMs) => {
      const look = lookAt(target, timeoutMs);
      return 'lacks' in look ? look : orderOf(look);
    },
  };
}

type Look = ReturnType<typeof lookOf>;
type Made = Exclude<Look, { readonly lacks: string }>;
type Obstacle = readonly [what: string, why: string];

function obstaclesOf(look: Look, checkTypes: readonly ApiCheckType[]): readonly Obstacle[] {
  if ('lacks' in look) return [['prober', look.lacks]];
  if (look.pausedBecause !== undefined) return [['http', look.pausedBecause]];
  const { type, config, assertions = [] } = orderOf(look);
  const schema = checkTypes.find((one) => one.type === type)?.config;
  const results = [
    ...(schema ? [parseOrFaults(schema, config)] : []),
    ...assertions.map((assertion) => parseOrFaults(AssertionConfigSchema, assertion.config)),
  ];
  const faults = results.flatMap((result) => ('faults' in result ? result.faults : []));
  return [...look.lost, ...faults.map(({ message }): Obstacle => [type.toLowerCase(), message])];
}

function orderOf({ type, config, assertions }: Made): ProbeOrder {
  return { type, config: { ...writtenOut(config), retry: ONE_ATTEMPT }, assertions: assertions.map(assertionOf) };
}

/** What a draft holds is JSON once its secrets are written out; here they are used. */
function writtenOut(draft: Made['config']): JsonObject {
  return revealed(draft) as JsonObject;
}

type ProbeAssertion = NonNullable<ProbeOrder['assertions']>[number];

/** Of a draft's shape its schema is told when the file is read: a module whose assertions do not fit looks nowhere. */
function assertionOf(draft: Made['assertions'][number]): ProbeAssertion {
  return writtenOut(draft) as unknown as ProbeAssertion;
}
