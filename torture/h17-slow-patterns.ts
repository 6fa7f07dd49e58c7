import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sharedFile } from '@upwatch/core/testing';
import { brokenRules } from './kept-rules.ts';
import { latenessOf, latenessText } from './lateness.ts';
import type { TortureRow } from './row.ts';
import { scriptedTarget, wallMs } from './scripted-target.ts';
import { dataOf, type ServerProcess, startServer } from './server-process.ts';
import { falseAlarms, makeMonitors, resultsOf } from './watched-server.ts';

const CASES = 'corpora/regex-assertions.json';
const GOOD = 50;
const INTERVAL_MS = 1_000;
const OBSERVED_MS = 20_000;
const LATE_MAX_MS = 500;

interface PatternCase {
  readonly id: string;
  readonly input: { readonly pattern: string; readonly attack: string | Repeated };
  readonly expected: { readonly complexity: string };
}

interface Repeated {
  readonly repeat: string;
  readonly n: number;
  readonly suffix: string;
}

/** Row H17: patterns that take for ever, each with the body that makes it do so, once a second. */
export const slowPatterns: TortureRow = {
  name: 'h17',
  promise:
    'a pattern that takes for ever ends its own look, refuses nothing else its time, and invalid ones are refused',
  rounds: 1,
  missing: () => (sharedFile(CASES) === undefined ? 'the patterns are not here' : undefined),
  async *run({ rounds, directory }) {
    const { cases } = JSON.parse(readFileSync(sharedFile(CASES)!, 'utf8')) as {
      readonly cases: readonly PatternCase[];
    };
    for (let round = 1; round <= rounds; round++) {
      const home = join(directory, String(round));
      await using target = await scriptedTarget();
      await using server = await startServer(home);
      const bodies = new Map<number, string>();
      target.behave((path) => ({ body: bodies.get(Number(path.slice(1))) ?? 'up' }));
      const ids = await makeMonitors(server, target.url, { count: GOOD, seconds: INTERVAL_MS / 1000 });
      const { watched, broken } = await watchPatterns(server, target.url, { cases, bodies });
      await delay(3000);
      const fromMs = wallMs();
      await delay(OBSERVED_MS);
      const toMs = wallMs();
      const late = latenessOf(target.arrivals, { ids, intervalMs: INTERVAL_MS, fromMs, toMs });
      if (late.maxMs > LATE_MAX_MS) broken.push(`a good monitor was late by ${Math.round(late.maxMs)} ms`);
      if (late.missed > 0) broken.push(`${late.missed} slots of good monitors were missed`);
      broken.push(...(await falseAlarms(server, (number) => number > GOOD)));
      const ended: string[] = [];
      for (const [id, name] of watched) {
        const results = await resultsOf(server, { id, fromMs, toMs });
        if (results.length < 10) broken.push(`${name} has ${results.length} results`);
        ended.push(`${name} ${results[0]?.failureCode ?? results[0]?.outcome}`);
      }
      await server.end('SIGTERM');
      broken.push(...brokenRules(join(home, 'core.db')));
      yield { seen: `${latenessText(late)}; ${ended.join(', ')}`, broken };
    }
  },
};

/** A monitor for each pattern that can be had; those that cannot are to be refused. */
async function watchPatterns(
  server: ServerProcess,
  targetUrl: string,
  { cases, bodies }: { readonly cases: readonly PatternCase[]; readonly bodies: Map<number, string> },
) {
  const watched = new Map<string, string>();
  const broken: string[] = [];
  for (const [index, { id, input, expected }] of cases.entries()) {
    const number = GOOD + 1 + index;
    bodies.set(number, bodyOf(input.attack));
    const answer = await server.call('POST', '/monitors', {
      name: `m ${number}`,
      type: 'HTTP',
      config: { url: `${targetUrl}/${number}`, method: 'GET' },
      frequencySeconds: INTERVAL_MS / 1000,
      assertions: [{ config: { type: 'regex_body', pattern: input.pattern } }],
    });
    const isRefused = answer.status === 400 || answer.status === 422;
    if (expected.complexity === 'invalid') {
      if (!isRefused) broken.push(`${id} is invalid and was answered ${answer.status}`);
    } else if (!isRefused) watched.set(String(dataOf(answer)['id']), id);
  }
  return { watched, broken };
}

/** An attack is written as `a*30000`, or as what is repeated how often before a suffix. */
function bodyOf(attack: PatternCase['input']['attack']): string {
  if (typeof attack !== 'string') return attack.repeat.repeat(attack.n) + attack.suffix;
  const [text = '', count] = attack.split('*');
  return text.repeat(Number(count ?? 1));
}
