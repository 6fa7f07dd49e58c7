/** `upwatch self`: how the server itself is. */
import type { Self } from '@upwatch/sdk';
import type { Command } from 'commander';
import { ExitCode } from '../exit.ts';
import { cell } from '../render/table.ts';
import { answerText } from './answering.ts';
import { type AnswerOptions, clientOf, withConnection } from './connection.ts';
import { withExamples } from './examples.ts';

export function configure(command: Command): void {
  withConnection(command).action(async (options: AnswerOptions) => {
    const data = await clientOf(options).server.self();
    answerText(options, data, () => linesOf(data).join('\n'));
    if (data.status !== 'ok') process.exitCode = ExitCode.Bad;
  });
  withExamples(command, 'upwatch self', 'upwatch self -o json', '', 'Exit codes: 0 it is well · 1 it is not');
}

function linesOf(self: Self): string[] {
  const { looking, outbox, channels, storage, heartbeat } = self;
  const never = channels.filter(({ lastSuccessAt }) => lastSuccessAt === null);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['version', `${self.version}, up for ${Math.round(self.uptimeSeconds / 60)} min`],
    [
      'looks',
      `${known(looking.assigned)} monitors, ${known(looking.running)} running, ${known(looking.queued)} waiting, ` +
        `${known(looking.skippedTotal)} skipped, ${known(looking.latenessP99Ms)} ms late (p99), ${looking.staleMonitors} stale`,
    ],
    [
      'alerts',
      outbox.waiting === 0 ? 'none waits' : `${outbox.waiting} wait, the oldest for ${outbox.oldestAgeSeconds} s`,
    ],
    [
      'channels',
      `${channels.length}${never.length > 0 ? `, never reached: ${never.map(({ name }) => cell(name)).join(', ')}` : ''}`,
    ],
    ['disk', `${mebibytes(storage.coreBytes + storage.historyBytes)} used, ${mebibytes(storage.freeBytes)} free`],
    ['memory', mebibytes(self.process.residentBytes)],
    ['heartbeat', heartbeat ? `${heartbeat.state}, last ${heartbeat.lastGivenAt ?? 'never'}` : undefined],
  ];
  return [
    self.status,
    ...self.reasons.map(({ message }) => `  ${cell(message)}`),
    ...rows.flatMap(([name, text]) => (text === undefined ? [] : [`${name.padEnd(10)}${text}`])),
  ];
}

function known(value: number | null): string {
  return value === null ? '?' : String(Math.round(value));
}

function mebibytes(bytes: number | null): string {
  return bytes === null ? '?' : `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
