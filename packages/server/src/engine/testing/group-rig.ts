/** A group of three monitors over a real store, judged once a second as a server would. */
import type { Outcome } from '@upwatch/core';
import type { GroupContent } from '../../stores/port.ts';
import { OPERATOR, sampleId } from '../../stores/testing/samples.ts';
import { RecorderRig } from './recorder-rig.ts';

export const SECOND = 1000;
export const GROUP: GroupContent = {
  id: sampleId(0xb001),
  name: 'edge',
  threshold: { type: 'COUNT', value: 2 },
  suppressesMembers: true,
  confirmationDelaySeconds: 30,
  managedBy: 'API',
};

/** Three members of one group. */
export async function grouped(change: Partial<GroupContent> = {}): Promise<RecorderRig> {
  const rig = await RecorderRig.start([{}, {}, {}]);
  await rig.groups.load();
  await rig.groups.within(rig.store).resourceGroups.create({ ...GROUP, ...change }, OPERATOR);
  for (const number of [1, 2, 3]) {
    const member = { id: sampleId(0xd000 + number), groupId: GROUP.id, monitorId: sampleId(number) };
    await rig.groups.within(rig.store).resourceGroups.addMember(member, OPERATOR);
  }
  await look(rig, 'up', 1, 2, 3);
  return rig;
}

/** Time goes on, second by second. */
export async function pass(rig: RecorderRig, ms: number): Promise<void> {
  const endMs = rig.nowMs + ms;
  while (rig.nowMs < endMs) {
    rig.nowMs = Math.min(endMs, rig.nowMs + SECOND);
    rig.recorder.tick();
    await rig.recorder.idle(5000);
    rig.groups.tick();
    await rig.groups.idle();
  }
}

/** Two looks of each of these monitors: enough to decide. */
export async function look(rig: RecorderRig, outcome: Outcome, ...monitors: readonly number[]): Promise<void> {
  for (let i = 0; i < 2; i++) {
    await rig.see(...monitors.map((monitor, n) => ({ monitor, outcome, slotMs: rig.nowMs + 20 * (n + 1) })));
    await pass(rig, SECOND);
  }
}

/** What was told of whom. */
export async function told(rig: RecorderRig): Promise<string[]> {
  const { deliveries } = await rig.kept();
  return deliveries.map(({ kind, message }) => `${kind} ${message.monitorName}`);
}
