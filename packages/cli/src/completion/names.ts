/** Names of things on the server, within the patience of somebody who pressed Tab. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { clientFor } from '../api-client.ts';
import { connectionOf } from '../contexts/connection.ts';
import { contextsPath, readContexts } from '../contexts/contexts-file.ts';
import { isPaged, methodOf } from '../operations/method.ts';
import type { Named } from './candidates.ts';

const PATIENCE_MS = 800;
const KEPT_MS = 20_000;
const NAMES_MAX = 500;

/** None where the server does not answer in time: nobody waits for Tab. */
export async function namesOf(named: Named, env: NodeJS.ProcessEnv = process.env): Promise<readonly string[]> {
  try {
    if (named === 'contexts') return Object.keys(readContexts(contextsPath(env)).contexts);
    return await keptNames(named.list, env);
  } catch {
    // There is no place to say it: the line is being typed.
    return [];
  }
}

async function keptNames(list: string, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const { url, token } = connectionOf({}, env, () => readContexts(contextsPath(env)));
  const name = createHash('sha256').update(`${url}\n${token}\n${list}`).digest('hex').slice(0, 32);
  const base = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
  const path = join(base, 'upwatch', `names-${name}.json`);
  const kept = readKept(path, Date.now());
  if (kept) return kept;
  const client = clientFor({ url, token }, { retries: 0, timeoutMs: PATIENCE_MS });
  const answer = methodOf(client, list)();
  // Its first page: the SDK's lists are promises of that, too.
  const rows = isPaged(answer) ? (await (answer as unknown as Promise<Page>)).data : [];
  const names = rows.flatMap((row) => row.name ?? []).slice(0, NAMES_MAX);
  keep(path, { atMs: Date.now(), names });
  return names;
}

interface Kept {
  readonly atMs: number;
  readonly names: readonly string[];
}

function keep(path: string, kept: Kept): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, JSON.stringify(kept), { mode: 0o600 });
  } catch {
    // A home that cannot be written to: the next Tab asks again.
  }
}

interface Page {
  readonly data: readonly { readonly name?: string | null }[];
}

function readKept(path: string, nowMs: number): readonly string[] | undefined {
  try {
    const { atMs, names } = JSON.parse(readFileSync(path, 'utf8')) as Kept;
    return Math.abs(nowMs - atMs) < KEPT_MS && Array.isArray(names) ? names : undefined;
  } catch {
    // Not there, or half written by another shell: it is asked again.
    return undefined;
  }
}
