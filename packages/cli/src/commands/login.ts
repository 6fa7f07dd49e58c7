/** `upwatch login`: keeps a server and its key, so that commands find them. */
import type { Command } from 'commander';
import { clientFor } from '../api-client.ts';
import { baseOf, DEFAULT_URL } from '../contexts/connection.ts';
import { type Context, withContext } from '../contexts/contexts.ts';
import { contextsPath, readContexts, writeContexts } from '../contexts/contexts-file.ts';
import { askedSecret } from '../contexts/secret-input.ts';
import { UsageError } from '../exit.ts';
import { readText } from '../read-text.ts';
import { cell } from '../render/table.ts';
import { answerDone } from './answering.ts';
import { type FormatOptions, withFormat } from './connection.ts';
import { withExamples } from './examples.ts';

interface LoginOptions extends FormatOptions {
  readonly url: string;
  readonly token?: string;
  readonly tokenStdin?: true;
  readonly name?: string;
}

const STDIN = 0;

export function configure(command: Command): void {
  withFormat(
    command
      .option('--url <url>', 'where the server is', DEFAULT_URL)
      .option('--token <key>', 'API key; others on this machine may see it: rather --token-stdin')
      .option('--token-stdin', 'read the API key from standard input')
      .option('--name <name>', 'what to call it (default: the host)'),
  ).action(login);
  withExamples(
    command,
    'upwatch login --url https://upwatch.example',
    'upwatch login --url https://upwatch.example --token-stdin < key.txt',
    'upwatch login --name home --token "$KEY"',
  );
}

async function login(options: LoginOptions): Promise<void> {
  const url = baseOf(options.url, '--url');
  const context = { url, token: await tokenOf(options) };
  const who = await keyOf(context);
  const path = contextsPath();
  const name = options.name ?? new URL(url).host.replaceAll(/[^\w.-]+/g, '-');
  writeContexts(path, withContext(readContexts(path), name, context));
  answerDone(options, { name, url, key: who }, `${url} is asked from now on (context ${name}, key ${cell(who)})`);
}

/** What the key is called. @throws AuthError when the server does not take it */
async function keyOf(context: Context): Promise<string> {
  const { key } = await clientFor(context, { retries: 0, timeoutMs: 15_000 }).auth.me();
  return key.name;
}

async function tokenOf({ token, tokenStdin }: LoginOptions): Promise<string> {
  if (token !== undefined && tokenStdin) throw new UsageError('give either --token or --token-stdin');
  if (!tokenStdin && token === undefined && !process.stdin.isTTY)
    throw new UsageError('no API key: give --token-stdin (or --token)');
  const given = token ?? (tokenStdin ? readText(STDIN, '--token-stdin') : await askedSecret('API key: '));
  const text = given.trim();
  if (/^[\x21-\x7e]{1,1000}$/.test(text)) return text;
  throw new UsageError(`an API key must be visible characters without blanks, got a text of ${text.length} characters`);
}
