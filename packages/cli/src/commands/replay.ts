/** `upwatch replay`: what another policy would have made of the past. */
import type { ReplayPolicyRequest } from '@upwatch/sdk';
import type { Command } from 'commander';
import { parseDuration } from '../duration.ts';
import { UsageError } from '../exit.ts';
import { unjudged } from '../operations/unjudged.ts';
import { readText } from '../read-text.ts';
import { replayText } from '../render/replay-text.ts';
import { hasColour } from '../render/table.ts';
import { answerText } from './answering.ts';
import { type AnswerOptions, clientOf, withConnection } from './connection.ts';
import { idOf } from './naming.ts';
import { withExamples } from './examples.ts';

interface ReplayOptions extends AnswerOptions {
  readonly monitor: string;
  readonly from: string;
  readonly to?: string;
  readonly policy?: string;
}

export function configure(command: Command): void {
  withConnection(command)
    .requiredOption('-m, --monitor <name>', 'its name or id')
    .requiredOption('--from <time>', 'a time such as 2026-01-31T12:00:00Z, how long ago, such as 7d, or now')
    .option('--to <time>', 'the same (default: now)')
    .option(
      '-p, --policy <file>',
      'YAML or JSON: triggerRules, confirmation, recovery (default: only what was, and the policies in force)',
    )
    .action(async (options: ReplayOptions) => {
      const span = spanOf(options.from, options.to ?? 'now', Date.now());
      const policy = options.policy === undefined ? undefined : await policyIn(options.policy);
      const client = clientOf(options);
      const id = await idOf(client, 'monitors', options.monitor);
      const data = await client.monitors.policy.replay(id, unjudged<ReplayPolicyRequest>({ ...span, policy }));
      answerText(options, data, () => replayText(data, { hasColour: hasColour(process.stdout) }));
    });
  withExamples(
    command,
    'upwatch replay --monitor shop --from 7d',
    'upwatch replay --monitor shop --from 7d --policy patient.yml',
    'upwatch replay -m shop --from 2026-01-01 --to 2026-01-08 -p patient.yml --json',
  );
}

const AGO = /^\d+(\.\d+)?(ms|s|m|h|d)$/;

function spanOf(from: string, to: string, nowMs: number): { readonly from: string; readonly to: string } {
  const span = { from: timeOf(from, '--from', nowMs), to: timeOf(to, '--to', nowMs) };
  if (span.from < span.to) return span;
  throw new UsageError(`--from must be before --to, got "${from}" (${span.from}) and "${to}" (${span.to})`);
}

function timeOf(text: string, option: string, nowMs: number): string {
  if (text === 'now') return new Date(nowMs).toISOString();
  if (AGO.test(text)) return new Date(nowMs - parseDuration(text, option)).toISOString();
  const ms = Date.parse(text);
  // A bare number would be taken for a month or a year.
  if (!Number.isNaN(ms) && !/^-?\d+$/.test(text)) return new Date(ms).toISOString();
  throw new UsageError(
    `${option} must be a time such as 2026-01-31T12:00:00Z, how long ago, such as 7d, or now, got "${text}"`,
  );
}

/** What is in it is judged by the server, which says what is wrong. A policy may stand below `policy`, as a monitor has it. */
async function policyIn(file: string): Promise<object> {
  const value = await yamlIn(file);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${file} must hold a policy: triggerRules, confirmation and recovery`);
  }
  const inner = 'policy' in value ? value.policy : 'incidentPolicy' in value ? value.incidentPolicy : value;
  return typeof inner === 'object' && inner !== null ? inner : value;
}

async function yamlIn(file: string): Promise<unknown> {
  const text = readText(file, '--policy');
  const { FileProblems, readYaml } = await import('@upwatch/server/files');
  try {
    return readYaml(text, file, process.env).value;
  } catch (error) {
    if (error instanceof FileProblems) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
