/** How a monitor stands, in one sentence: what, where, since when, and why. It says what the server decided, nothing else. */
import type { Monitor } from '@upwatch/sdk';
import type { PlainKey, Say } from '../../language/catalogue.ts';
import { reasonText } from '../../language/failure-text.ts';
import type { Format } from '../../language/format.ts';

type Told = 'up' | 'degraded' | 'down';

interface Words {
  readonly one: PlainKey;
  readonly everywhere: PlainKey;
  readonly in: 'monitor.verdictUpIn' | 'monitor.verdictDegradedIn' | 'monitor.verdictDownIn';
}

const WORDS: Readonly<Record<Told, Words>> = {
  up: { one: 'monitor.verdictUpOne', everywhere: 'monitor.verdictUp', in: 'monitor.verdictUpIn' },
  degraded: {
    one: 'monitor.verdictDegradedOne',
    everywhere: 'monitor.verdictDegraded',
    in: 'monitor.verdictDegradedIn',
  },
  down: { one: 'monitor.verdictDownOne', everywhere: 'monitor.verdictDown', in: 'monitor.verdictDownIn' },
};

interface Speaking {
  readonly say: Say;
  readonly format: Pick<Format, 'time'>;
  readonly now: number;
}

export function verdictSentence(
  { enabled, state, regions }: Pick<Monitor, 'enabled' | 'state' | 'regions'>,
  { say, format, now }: Speaking,
): string {
  if (!enabled) return say('monitor.verdictPaused');
  const { unmanned, regions: wanted } = state.coverage;
  if (unmanned.length === wanted) return say('monitor.verdictUnmanned', { regions: unmanned.join(', ') });
  if (state.verdict === 'unknown')
    return say(state.scope === 'probe' ? 'monitor.verdictProbe' : 'monitor.verdictUnknown');
  const words = WORDS[state.verdict];
  const verdict =
    state.scope === 'regional' && state.regions.length > 0
      ? say(words.in, { regions: state.regions.join(', ') })
      : say(regions.length > 1 ? words.everywhere : words.one);
  const time = format.time(Date.parse(state.since), now);
  const reason = reasonText(state, say);
  return reason === undefined
    ? say('monitor.verdictSince', { verdict, time })
    : say('monitor.verdictWhy', { verdict, time, reason });
}
