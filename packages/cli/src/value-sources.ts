/**
 * Where the values of secrets come from: a variable of the environment, or a file. Written into a configuration file, a
 * secret would be in its history for ever.
 */
import { type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type FileProblem, FileProblems, type YamlFile } from '@upwatch/server/files';
import { UsageError } from './exit.ts';
import { readText } from './read-text.ts';

/** A value has at most 32768 characters, each of at most four bytes. */
const FILE_BYTES_MAX = 4 * 32_768;

type Entry = Readonly<Record<string, unknown>>;

/**
 * The same file with the values of its secrets, and with variables of environments as the texts that they are, also
 * where they look like numbers.
 * @param path of the file: others are named from there
 * @throws FileProblems for a secret that is written out, or whose file cannot be read
 */
export function withValues(file: YamlFile, path: string): YamlFile {
  const { value } = file;
  if (!isEntry(value)) return file;
  const problems: FileProblem[] = [];
  const secrets = mapped(value['secrets'], (entry, i) => {
    const found = secretOf(entry, ['secrets', i], { file, path });
    if (!('message' in found)) return found.entry;
    problems.push({
      at: file.at(['secrets', i, found.field]),
      message: `secrets[${i}].${found.field} ${found.message}`,
    });
    return entry;
  });
  if (problems.length > 0) throw new FileProblems(problems);
  const environments = mapped(value['environments'], (entry, i) => withTexts(entry, ['environments', i], file));
  return { ...file, value: { ...value, ...(secrets && { secrets }), ...(environments && { environments }) } };
}

interface Place {
  readonly file: YamlFile;
  readonly path: string;
}

/** What reading the rest says nothing of. */
type Found = { readonly entry: Entry } | { readonly field: 'value' | 'file'; readonly message: string };

function secretOf(entry: Entry, at: readonly PropertyKey[], { file, path }: Place): Found {
  const { file: from, ...rest } = entry;
  if (from === undefined) {
    if (rest['value'] === undefined || rest['value'] === null) {
      return {
        field: 'value',
        message: 'must be one variable of the environment such as ${API_TOKEN}, or file a file',
      };
    }
    const value = file.variableAt?.([...at, 'value']);
    if (value !== undefined) return { entry: { ...entry, value } };
    return {
      field: 'value',
      message: 'must be one variable of the environment such as ${API_TOKEN}, got something else',
    };
  }
  if (rest['value'] !== undefined) return { field: 'file', message: 'must not stand beside value' };
  if (typeof from !== 'string' || from === '') return { field: 'file', message: 'must be the name of a file' };
  const read = textOf(resolve(dirname(path), from));
  return 'problem' in read ? { field: 'file', message: read.problem } : { entry: { ...rest, value: read.text } };
}

function textOf(path: string): { readonly text: string } | { readonly problem: string } {
  const found = statsOf(path);
  // A pipe would be waited for, and a device read without end, by a server that reads its file again too.
  if (found && !found.isFile() && !found.isDirectory()) return { problem: `must be a file, got ${path}` };
  if (found && found.size > FILE_BYTES_MAX) {
    return { problem: `must be a file of at most ${FILE_BYTES_MAX} bytes, got ${found.size} in ${path}` };
  }
  try {
    // Editors and `echo` end a file with a line break that is no part of what it holds.
    const text = readText(path, 'a secret').replace(/\r?\n$/, '');
    if (text === '') return { problem: `must be a file with a value, got an empty one, ${path}` };
    // Bytes that are no text would be replaced, and another value kept than the file holds.
    if (text.includes('\uFFFD')) return { problem: `must be a file of UTF-8 text, got other bytes in ${path}` };
    return { text };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { problem: `must be a file that can be read: ${error.message}` };
  }
}

/** Undefined where there is none to be had: reading says why. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function withTexts(entry: Entry, at: readonly PropertyKey[], file: YamlFile): Entry {
  const { variables } = entry;
  if (!isEntry(variables)) return entry;
  const texts = Object.entries(variables).map(([name, value]) => {
    return [name, file.variableAt?.([...at, 'variables', name]) ?? value];
  });
  return { ...entry, variables: Object.fromEntries(texts) as Entry };
}

/** Undefined where it is no list: reading says so. */
function mapped(list: unknown, change: (entry: Entry, i: number) => Entry): readonly unknown[] | undefined {
  return Array.isArray(list) ? list.map((one: unknown, i) => (isEntry(one) ? change(one, i) : one)) : undefined;
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
