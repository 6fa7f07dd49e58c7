/** What a store promises of maintenance windows. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type WindowContent, WINDOWS_KEPT_DAYS } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function newWindow(number: number, change: Partial<WindowContent> = {}): WindowContent {
  const startsAtMs = change.startsAtMs ?? T0 + DAY;
  return {
    id: sampleId(0xa000 + number),
    startsAtMs,
    endsAtMs: startsAtMs + HOUR,
    timeZone: 'UTC',
    monitorIds: [],
    tagIds: [],
    resourceGroupIds: [],
    suppressAlerts: true,
    pauseChecks: false,
    endedEarlyAtMs: [],
    managedBy: 'API',
    ...change,
  };
}

const WHOLE = newWindow(1, {
  name: 'patches',
  reason: 'Kernel updates',
  repeatRule: 'FREQ=WEEKLY;BYDAY=SU',
  timeZone: 'Europe/Berlin',
  monitorIds: [sampleId(1)],
  tagIds: [sampleId(2)],
  resourceGroupIds: [sampleId(3)],
  suppressAlerts: false,
  pauseChecks: true,
  endedEarlyAtMs: [T0 + 1],
  managedBy: 'CLI',
});

export function maintenancePromises(open: OpenStore): void {
  describe('maintenance windows', () => {
    test('a window is read as it was made, also after a restart, and listed by its start', async () => {
      await using opened = await open();
      const { maintenance } = opened.store;
      const late = await maintenance.create(newWindow(2, { startsAtMs: T0 + 3 * DAY }), OPERATOR);
      const made = await maintenance.create(WHOLE, OPERATOR);
      const { createdAtMs, updatedAtMs } = made;
      assert.deepEqual(made, { ...WHOLE, createdAtMs, updatedAtMs });
      const store = await opened.reopen();
      assert.deepEqual(await store.maintenance.get(made.id), made);
      assert.deepEqual(await store.maintenance.all(), [made, late]);
    });

    test('a change replaces what it names, and who made it when stays', async () => {
      await using opened = await open();
      const { maintenance, audit } = opened.store;
      const made = await maintenance.create(WHOLE, OPERATOR);
      const { repeatRule: _, reason: __, ...once } = WHOLE;
      const changed = await maintenance.update(
        made.id,
        () => ({ ...once, id: sampleId(9), pauseChecks: false }),
        OPERATOR,
      );
      const { createdAtMs } = made;
      assert.deepEqual(changed, { ...once, pauseChecks: false, createdAtMs, updatedAtMs: changed.updatedAtMs });
      assert.ok(changed.updatedAtMs > made.updatedAtMs);
      assert.deepEqual(await maintenance.all(), [changed]);
      await assert.rejects(
        maintenance.update(sampleId(9), () => WHOLE, OPERATOR),
        refusal('not_found'),
      );
      const actions = (await audit.list(EVERYTHING)).items.map(
        ({ action, resourceName }) => `${action} ${resourceName}`,
      );
      assert.deepEqual(actions.slice(0, 2), [
        'maintenance_window.updated patches',
        'maintenance_window.created patches',
      ]);
    });

    test('two windows of one name are refused, any number without one are not', async () => {
      await using opened = await open();
      const { maintenance } = opened.store;
      await maintenance.create(WHOLE, OPERATOR);
      const other = await maintenance.create(newWindow(2), OPERATOR);
      await maintenance.create(newWindow(3), OPERATOR);
      await assert.rejects(maintenance.create(newWindow(4, { name: 'Patches' }), OPERATOR), refusal('duplicate_name'));
      const renamed = maintenance.update(other.id, (now) => ({ ...now, name: 'PATCHES' }), OPERATOR);
      await assert.rejects(renamed, refusal('duplicate_name'));
      assert.equal((await maintenance.all()).length, 3);
    });

    test('one that never began is gone when it is deleted; one that did is kept as past, and its name is free', async () => {
      await using opened = await open();
      const { maintenance } = opened.store;
      const coming = await maintenance.create(newWindow(1), OPERATOR);
      const begun = await maintenance.create(newWindow(2, { name: 'patches', startsAtMs: T0 - DAY }), OPERATOR);
      for (const { id } of [coming, begun]) await maintenance.delete(id, OPERATOR);
      assert.deepEqual(await maintenance.all(), []);
      const past = await maintenance.past();
      assert.deepEqual(past, [{ ...begun, deletedAtMs: past[0]?.deletedAtMs }]);
      assert.ok(past[0]!.deletedAtMs! >= T0);
      assert.equal(await maintenance.get(begun.id), undefined);
      await assert.rejects(maintenance.delete(begun.id, OPERATOR), refusal('not_found'));
      await maintenance.create(newWindow(3, { name: 'patches' }), OPERATOR);
    });

    test('the monitors of a window may go, and it is not on every monitor then', async () => {
      await using opened = await open();
      const { maintenance, monitors } = opened.store;
      await monitors.create(newMonitor(1), [], OPERATOR);
      const made = await maintenance.create(newWindow(1, { monitorIds: [sampleId(1)] }), OPERATOR);
      await monitors.delete(sampleId(1), OPERATOR);
      assert.deepEqual((await maintenance.get(made.id))?.monitorIds, [sampleId(1)]);
    });

    test('what is over for longer than any roll-up is dropped, what repeats or has a name is not', async () => {
      await using opened = await open();
      const { store } = opened;
      const long = { startsAtMs: T0 - 2 * DAY };
      const gone = await store.maintenance.create(newWindow(1, long), OPERATOR);
      await store.maintenance.delete(gone.id, OPERATOR);
      await store.maintenance.create(newWindow(2, long), OPERATOR);
      const named = await store.maintenance.create(newWindow(3, { ...long, name: 'move' }), OPERATOR);
      const daily = await store.maintenance.create(newWindow(4, { ...long, repeatRule: 'FREQ=DAILY' }), OPERATOR);
      await store.tend?.(T0 + DAY);
      assert.equal((await store.maintenance.all()).length, 3);
      await store.tend?.(T0 + (WINDOWS_KEPT_DAYS + 1) * DAY);
      assert.deepEqual(await store.maintenance.all(), [named, daily]);
      assert.deepEqual(await store.maintenance.past(), []);
    });
  });
}
