import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from './alert.ts';
import { occasionOf } from './occasion.ts';

test('an alert says why it is told: what was planned before it could say so, by what else it says', () => {
  const rows: readonly (readonly [Pick<AlertMessage, 'kind' | 'occasion' | 'repeats' | 'insteadOf'>, string])[] = [
    [{ kind: 'INCIDENT_CREATED' }, 'opening'],
    [{ kind: 'INCIDENT_REOPENED' }, 'reopening'],
    [{ kind: 'INCIDENT_RESOLVED' }, 'resolution'],
    [{ kind: 'INCIDENT_CREATED', repeats: 2 }, 'repeat'],
    [{ kind: 'INCIDENT_CREATED', occasion: 'fallback', repeats: 1 }, 'fallback'],
    [{ kind: 'INCIDENT_CREATED', insteadOf: { channelName: 'pager' } }, 'fallback'],
    [{ kind: 'INCIDENT_RESOLVED', insteadOf: { channelName: 'pager' } }, 'resolution'],
    [{ kind: 'INCIDENT_REOPENED', occasion: 'escalation' }, 'escalation'],
    [{ kind: 'NOTICE' }, 'notice'],
    [{ kind: 'TEST' }, 'test'],
  ];
  for (const [message, occasion] of rows) assert.equal(occasionOf(message), occasion, JSON.stringify(message));
});
