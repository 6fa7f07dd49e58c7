import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  affectedList,
  affectedOf,
  isDrawable,
  newIncidentDraft,
  nextStatus,
  openingBody,
  withAffected,
} from './incident-draft.ts';

const NOON = Date.UTC(2026, 10, 22, 12, 10);
const WRITTEN = { title: ' Mails are late ', body: 'We **know**.' };

test('an incident is sent as it was written, and says nothing of time', () => {
  const body = openingBody({ ...newIncidentDraft('incident', NOON), ...WRITTEN, affected: { a: 'MAJOR_OUTAGE' } });
  assert.deepEqual(body, {
    ...{ title: 'Mails are late', status: 'INVESTIGATING', impact: 'MINOR', body: 'We **know**.' },
    ...{ draft: false, notifySubscribers: true },
    affectedComponents: [{ componentId: 'a', status: 'MAJOR_OUTAGE' }],
  });
});

test('work is announced from the next full hour, and ends by itself', () => {
  const body = openingBody({ ...newIncidentDraft('work', NOON), ...WRITTEN });
  assert.deepEqual([body.scheduled, body.autoResolve, body.impact], [true, true, 'NONE']);
  assert.equal(body.scheduledFor, '2026-11-22T13:00:00.000Z');
  assert.equal(body.scheduledUntil, '2026-11-22T14:00:00.000Z');
});

test('a draft is drawn once it has a title and a text, and its end is after its beginning', () => {
  const draft = newIncidentDraft('work', NOON);
  assert.equal(isDrawable(draft), false);
  assert.equal(isDrawable({ ...draft, ...WRITTEN }), true);
  const work = { from: '2026-11-22T13:00', to: '2026-11-22T12:00', endsItself: true };
  assert.equal(isDrawable({ ...draft, ...WRITTEN, work }), false);
});

test('what is said of a component can be taken back', () => {
  const affected = affectedOf({
    affectedComponents: [{ statusPageComponentId: 'a', componentStatus: 'MAJOR_OUTAGE', componentName: 'A' }],
  });
  const both = withAffected(affected, 'b', 'OPERATIONAL');
  assert.deepEqual(affectedList(withAffected(both, 'a', undefined)), [{ componentId: 'b', status: 'OPERATIONAL' }]);
});

test('after each step the next one is proposed, and after the last that one', () => {
  assert.equal(nextStatus('INVESTIGATING'), 'IDENTIFIED');
  assert.equal(nextStatus('RESOLVED'), 'RESOLVED');
});
