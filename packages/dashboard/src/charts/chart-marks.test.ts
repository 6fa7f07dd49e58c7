import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Happened, marksIn } from './chart-marks.ts';

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const ms = (hour: number): number => Date.parse(at(hour));
const SPAN = { fromMs: ms(10), toMs: ms(20) };

/** Of each thing only what marks are made of. */
function happened(parts: { readonly [K in keyof Happened]?: readonly object[] }): Happened {
  return { incidents: [], windows: [], deploys: [], versions: [], ...parts } as unknown as Happened;
}
const incident = (id: string, from: number, to: number | null) => ({
  id,
  startedAt: at(from),
  createdAt: at(from),
  resolvedAt: to === null ? null : at(to),
  severity: 'DOWN',
  failure: { message: 'refused' },
  title: null,
});

test('what touches the span is marked, in the order in which it began', () => {
  const marks = marksIn(
    happened({
      incidents: [incident('over', 5, 9), incident('into', 9, 11), incident('within', 15, 16)],
      deploys: [{ id: 7, createdAt: at(12), resourceName: 'release 1.4', actor: 'ci' }],
      versions: [
        { id: 'made', version: 1, createdAt: at(13), changeSummary: null },
        { id: 'changed', version: 2, createdAt: at(14), changeSummary: 'config' },
      ],
    }),
    SPAN,
  );
  assert.deepEqual(
    marks.map(({ type, id }) => `${type} ${id}`),
    ['incident into', 'deploy 7', 'change changed', 'incident within'],
  );
});

test('an incident that is not over lasts to the end of the span', () => {
  const [mark] = marksIn(happened({ incidents: [incident('open', 18, null)] }), SPAN);
  assert.deepEqual([mark!.fromMs, mark!.toMs, mark!.type === 'incident' && mark!.isOpen], [ms(18), ms(20), true]);
});

test('of a window that comes again its first time is marked, and the one that lasts', () => {
  const window = { id: 'w', startsAt: at(11), endsAt: at(12), name: 'nightly', reason: null };
  const once = marksIn(happened({ windows: [{ ...window, repeatRule: null, activeUntil: at(12) }] }), SPAN);
  assert.equal(once.length, 1);
  const again = marksIn(happened({ windows: [{ ...window, repeatRule: 'FREQ=HOURLY', activeUntil: at(17) }] }), SPAN);
  assert.deepEqual(
    again.map(({ fromMs, toMs }) => [fromMs, toMs]),
    [
      [ms(11), ms(12)],
      [ms(16), ms(17)],
    ],
  );
});
