/** Everything that is made of the API's document, as files. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { ASSERTION_TYPES } from '@upwatch/core';
import { CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS } from '@upwatch/server';
import { SECRET_FIELDS } from '../../../packages/server/src/api/monitor-secrets.ts';
import type { ApiDocument } from './api-document.ts';
import { tableFiles } from './command-table.ts';
import { exampleOf } from './docstring.ts';
import { formFiles } from './form-schemas.ts';
import { resourceFiles } from './methods.ts';
import { readOperations, type SdkApi } from './operations.ts';
import { eventTypes, modelAliases, schemaTypes } from './types.ts';

/** A file by its path from the root of the checkout. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

const SDK_FOLDER = 'packages/sdk/src/generated';
const CLI_FOLDER = 'packages/cli/src/generated';
const FORMS_FOLDER = 'packages/dashboard/src/forms/generated';
/** They hold nothing but what is generated. */
export const GENERATED_FOLDERS = [SDK_FOLDER, CLI_FOLDER, FORMS_FOLDER];
const DOCUMENT_FILE = 'packages/sdk/openapi.json';

const FORM_FACTS = {
  monitorSecrets: SECRET_FIELDS,
  assertionTypes: ASSERTION_TYPES,
  passiveTypes: Object.entries(CHECK_TYPES).flatMap(([type, check]) => (check.isPassive ? [type] : [])),
  channelSecrets: Object.fromEntries(CHANNELS.map(({ type, secretFields }) => [type, secretFields])),
};

const HEADER = "// Made by `npm run generate` out of the API's document; what is changed here is lost.\n";

export async function generate(document: ApiDocument): Promise<readonly GeneratedFile[]> {
  const api = readOperations(document);
  const resources = wordsOf(document);
  const sdk = [
    { file: 'schemas.ts', text: await schemaTypes(api.schemas, document.info.version) },
    { file: 'models.ts', text: modelAliases(api.schemas) },
    { file: 'event-types.ts', text: eventTypes(api.schemas) },
    ...resourceFiles(api, { resources, examples: examplesOf(api) }),
  ];
  const sources = [
    ...sdk.map(({ file, text }) => ({ path: `${SDK_FOLDER}/${file}`, text })),
    ...tableFiles(api, resources).map(({ file, text }) => ({ path: `${CLI_FOLDER}/${file}`, text })),
    ...formFiles(document, FORM_FACTS).map(({ file, text }) => ({ path: `${FORMS_FOLDER}/${file}`, text })),
  ];
  return [
    { path: DOCUMENT_FILE, text: `${JSON.stringify(document, undefined, 1)}\n` },
    ...sources.map(({ path, text }) => ({ path, text: formatted(HEADER + text, path) })),
  ];
}

/** The examples of all methods, formatted in one go: a run of biome for each would take a minute. */
function examplesOf({ operations, schemas }: SdkApi): ReadonlyMap<string, string> {
  const between = '// next\n';
  const all = operations.map((operation) => `{\n${exampleOf(operation, schemas)}\n}\n`).join(between);
  const blocks = formatted(all, `${SDK_FOLDER}/examples.ts`).split(between);
  return new Map(operations.map(({ name }, index) => [name, withoutBlock(blocks[index]!)]));
}

/** Without the braces that keep the names of one example out of the next, and their indent. */
function withoutBlock(block: string): string {
  return block
    .trim()
    .split('\n')
    .slice(1, -1)
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n');
}

/** What the tags say, by the resource whose operations have them. */
function wordsOf(document: ApiDocument): ReadonlyMap<string, string> {
  const byTag = new Map(document.tags.map(({ name, description }) => [name, description]));
  const words = new Map<string, string>();
  for (const described of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
    const resource = described['x-upwatch-name']?.split('.')[0];
    const description = byTag.get(described.tags[0] ?? '');
    if (resource !== undefined && description !== undefined && !words.has(resource)) words.set(resource, description);
  }
  return words;
}

/** As `npm run format` would leave it. */
function formatted(text: string, path: string): string {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  const run = spawnSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], {
    input: text,
    encoding: 'utf8',
    cwd: new URL('../../..', import.meta.url),
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  });
  if (run.status !== 0) throw new Error(`biome could not format ${path}: ${run.error?.message ?? run.stderr}`);
  return run.stdout;
}
