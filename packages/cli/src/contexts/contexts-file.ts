/** Where contexts are kept: a file that only its owner may read, for it holds keys. */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError } from '../exit.ts';
import { type Context, type Contexts, NO_CONTEXTS } from './contexts.ts';

/** `$XDG_CONFIG_HOME/upwatch/contexts.json`, below `~/.config` where that is not set. */
export function contextsPath(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config');
  return join(base, 'upwatch', 'contexts.json');
}

/** None when there is no file. @throws UsageError when it is not what was written */
export function readContexts(path: string): Contexts {
  const text = textOf(path);
  if (text === undefined) return NO_CONTEXTS;
  const value = parsed(text, path);
  if (isContexts(value)) return value;
  throw new UsageError(`${path} must hold contexts, each with url and token; delete it, and \`upwatch login\` again`);
}

/** Whole or not at all: whoever reads meanwhile sees what was before. */
export function writeContexts(path: string, contexts: Contexts): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid}.new`;
  try {
    // A file that is left over keeps its mode: it is made anew.
    rmSync(beside, { force: true });
    writeFileSync(beside, `${JSON.stringify(contexts, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(beside, 0o600);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new UsageError(`cannot write ${path}: ${(error as NodeJS.ErrnoException).code}`, { cause: error });
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UsageError(`cannot read ${path}: ${code}`, { cause: error });
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not the reason: it can quote what stands there.
    throw new UsageError(`${path} must be JSON; delete it, and \`upwatch login\` again`, { cause: error });
  }
}

function isContexts(value: unknown): value is Contexts {
  if (!isObject(value) || !isObject(value['contexts'])) return false;
  const { current, contexts } = value;
  return (current === undefined || typeof current === 'string') && Object.values(contexts).every(isContext);
}

function isContext(value: unknown): value is Context {
  return isObject(value) && typeof value['url'] === 'string' && typeof value['token'] === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
