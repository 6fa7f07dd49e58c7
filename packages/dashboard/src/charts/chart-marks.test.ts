import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Happened, marksIn } from './chart-marks.ts';

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const ms = (hour: number): number => Date.parse(at(hour));
const SPAN = { fromMs: ms(10), toMs: ms(20) };

/** Of each thing only what marks are made of. */
function happened(parts: { readonly [K in keyof Happened]?: readonly object[] }): Happened {
  return { incidents: [], occurrences: [], windows: [], deploys: [], versions: [], ...parts } as unknown as Happened;
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

test('maintenance that comes again and again is marked each time, by its name', () => {
  const occurrences = [11, 14, 17].map((hour) => ({ windowId: 'w', startsAt: at(hour), endsAt: at(hour + 1) }));
  const windows = [{ id: 'w', name: null, reason: 'nightly' }];
  const marks = marksIn(happened({ occurrences, windows }), SPAN);
  assert.deepEqual(
    marks.map((mark) => [mark.fromMs, mark.toMs, mark.type === 'maintenance' && mark.title]),
    [11, 14, 17].map((hour) => [ms(hour), ms(hour + 1), 'nightly']),
  );
  assert.equal(new Set(marks.map(({ id }) => id)).size, 3);
});
