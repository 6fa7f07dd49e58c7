/** `upwatch replay`: what another policy would have made of the past. */
import type { Command } from 'commander';
import { parseDuration } from '../duration.ts';
import { UsageError } from '../exit.ts';
import { readText } from '../read-text.ts';
import { replayText, type ReplayView } from '../render/replay-text.ts';
import { hasColour } from '../render/table.ts';
import { answerOne, type AnswerOptions, clientOf, idOf, withConnection } from './connection.ts';
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
    .option('-p, --policy <file>', 'YAML or JSON: triggerRules, confirmation, recovery')
    .action(async (options: ReplayOptions) => {
      const policy = options.policy === undefined ? undefined : await policyIn(options.policy);
      const nowMs = Date.now();
      const span = { from: timeOf(options.from, '--from', nowMs), to: timeOf(options.to ?? 'now', '--to', nowMs) };
      const client = clientOf(options);
      const id = await idOf(client, '/monitors', options.monitor);
      const { data } = await client.post<{ data: ReplayView }>(`/monitors/${id}/policy/replay`, { ...span, policy });
      if (options.output === 'json') answerOne(data);
      else process.stdout.write(replayText(data, { hasColour: hasColour(process.stdout) }));
    });
  withExamples(
    command,
    'upwatch replay --monitor shop --from 7d',
    'upwatch replay --monitor shop --from 7d --policy patient.yml',
    'upwatch replay -m shop --from 2026-01-01 --to 2026-01-08 -p patient.yml --json',
  );
}

const AGO = /^\d+(\.\d+)?(ms|s|m|h|d)$/;

function timeOf(text: string, option: string, nowMs: number): string {
  if (text === 'now') return new Date(nowMs).toISOString();
  if (AGO.test(text)) return new Date(nowMs - parseDuration(text, option)).toISOString();
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw new UsageError(
    `${option} must be a time such as 2026-01-31T12:00:00Z, how long ago, such as 7d, or now, got "${text}"`,
  );
}

/** What is in it is judged by the server, which says what is wrong. A policy may stand below `policy`, as a monitor has it. */
async function policyIn(file: string): Promise<object> {
  const { readYaml } = await import('@upwatch/server');
  const { value } = readYaml(readText(file, '--policy'), file, process.env);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${file} must hold a policy: triggerRules, confirmation and recovery`);
  }
  const inner = 'policy' in value ? value.policy : 'incidentPolicy' in value ? value.incidentPolicy : value;
  return typeof inner === 'object' && inner !== null ? inner : value;
}
