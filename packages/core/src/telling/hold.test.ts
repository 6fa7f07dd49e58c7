import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, release } from '../deciding/advance.ts';
import { initialState, type MonitorState } from '../deciding/state.ts';
import { failure } from '../looking/failure.ts';
import type { Outcome } from '../looking/observation.ts';
import { lookAt, policyFor } from '../testing/looks.ts';
import type { Delivery } from './alert.ts';
import type { Hold } from './hold.ts';
import type { Incident, IncidentUpdate } from './incident.ts';
import { incidentIdOf, plan } from './plan.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12, 0);
const POLICY = policyFor(1);
const MAINTENANCE: Hold = { because: 'maintenance', what: 'maintenance until 13:00 UTC' };

/** A monitor of one region whose telling may be held. */
class Held {
  state: MonitorState = initialState(1, NOON);
  incident: Incident | undefined;
  hold: Hold | undefined;
  nowMs = NOON;
  readonly updates: IncidentUpdate[] = [];
  #ids = 0;

  see(looks: string): string[] {
    return looks.split('').flatMap((letter) => {
      this.nowMs += MINUTE;
      const outcome = { u: 'up', w: 'degraded', d: 'down' }[letter] as Outcome;
      const seen = letter === 'd' ? { failure: failure('connect.refused', '127.0.0.1:81') } : {};
      return this.#keep(
        advance(this.state, lookAt(this.nowMs, outcome, { region: 'local', ...seen }), POLICY, this.#context()),
      );
    });
  }

  release(): string[] {
    return this.#keep(release(this.state, POLICY, this.#context()));
  }

  #context() {
    return { nowMs: this.nowMs, regions: ['local'] };
  }

  #keep(advanced: ReturnType<typeof advance>): string[] {
    const planned = plan({
      monitor: { id: 'm1', name: 'shop', target: 'https://shop.example/' },
      channels: [{ id: 'slack' }],
      nowMs: this.nowMs,
      newId: () => `id${++this.#ids}`,
      hold: this.hold,
      previous: this.state,
      ...advanced,
      incident: this.incident?.id === incidentIdOf(this.state) ? this.incident : undefined,
    });
    this.state = planned.state;
    this.incident = planned.incident ?? this.incident;
    this.updates.push(...planned.updates);
    return planned.deliveries.map(({ kind, message }: Delivery) => `${kind}: ${message.headline}`);
  }
}

test('an opening that is held tells nobody, and the story says why', () => {
  const held = new Held();
  held.hold = MAINTENANCE;
  assert.deepEqual(held.see('uudd'), []);
  assert.equal(held.incident?.status, 'CONFIRMED');
  assert.equal(held.updates.at(-1)?.body, 'Nobody is told for now: maintenance until 13:00 UTC.');
});

test('what still stands when the hold is gone is told once, with its whole length', () => {
  const held = new Held();
  held.hold = MAINTENANCE;
  held.see('uudd');
  held.see('ddd');
  held.hold = undefined;
  assert.deepEqual(held.release(), [
    'INCIDENT_CREATED: shop is down in local since 12:03 UTC: the target refused the connection: nothing listens on that port (127.0.0.1:81)',
  ]);
  assert.match(held.updates.at(-1)?.body ?? '', /^The maintenance is over/);
  assert.deepEqual(held.release(), [], 'told once');
  assert.deepEqual(held.see('duu').length, 1, 'and its end is told');
});

test('what recovers while it is held is told by no word', () => {
  const held = new Held();
  held.hold = MAINTENANCE;
  assert.deepEqual(held.see('uudduu'), []);
  held.hold = undefined;
  assert.deepEqual(held.release(), []);
  assert.equal(held.incident?.status, 'RESOLVED');
});

test('an incident told before the hold has its end told during it', () => {
  const held = new Held();
  assert.equal(held.see('uudd').length, 1);
  held.hold = MAINTENANCE;
  assert.equal(held.see('uu').length, 1);
});

test('one that comes back during a hold is told as come back when the hold is gone', () => {
  const held = new Held();
  held.see('uudduu');
  held.hold = MAINTENANCE;
  assert.deepEqual(held.see('dd'), []);
  held.hold = undefined;
  assert.deepEqual(held.release(), [
    'INCIDENT_REOPENED: shop is down again in local since 12:07 UTC and flaps (3 changes within 10 min; its end is told when it has been well for 10 min): the target refused the connection: nothing listens on that port (127.0.0.1:81)',
  ]);
});

test('a held warning that becomes worse without a hold is told as worse, and no second time', () => {
  const held = new Held();
  held.hold = MAINTENANCE;
  held.see('uuww');
  held.hold = undefined;
  assert.equal(held.see('dd').length, 1);
  assert.deepEqual(held.release(), []);
});

test('what was down only while it was held is told when it is down again', () => {
  const held = new Held();
  held.hold = MAINTENANCE;
  assert.deepEqual(held.see('uddwww'), []);
  held.hold = undefined;
  assert.match(held.release().join(), /^INCIDENT_CREATED: shop is degraded/);
  assert.match(held.see('dd').join(), /^INCIDENT_CREATED: shop is now down/);
  assert.equal(held.updates.filter(({ body }) => body?.startsWith('Nobody is told')).length, 1);
});

test('a held opening that flaps says so when it is told', () => {
  const held = new Held();
  const once = 'udduu';
  held.see(once);
  held.hold = MAINTENANCE;
  held.see('dd');
  assert.match(held.updates.map(({ body }) => body).join(' '), /It flaps: 3 changes within 10 min\./);
  held.hold = undefined;
  assert.match(held.release().join(), /^INCIDENT_REOPENED: .* and flaps \(3 changes within 10 min; its end is told/);
});

test('a held warning that flaps and becomes worse without a hold says that it flaps', () => {
  const held = new Held();
  held.see('udduu');
  held.hold = MAINTENANCE;
  held.see('ww');
  held.hold = undefined;
  assert.match(held.see('dd').join(), /and flaps \(3 changes within 10 min/);
});
