/** Which monitors stand in which groups: a group of Uptime Kuma is a monitor, and may stand in another. */
import { flagOf, numberOf, type Row, textOf } from '@upwatch/server/foreign';

export interface Family {
  readonly isGroup: (id: number) => boolean;
  /** Monitors in a group and in the groups in it. */
  readonly within: (groupId: number) => readonly number[];
  readonly hasGroups: (groupId: number) => boolean;
  /** Uptime Kuma does not look at what stands in a paused group. */
  readonly isPausedAbove: (id: number) => boolean;
}

export function familyOf(rows: readonly Row[]): Family {
  const byId = new Map(rows.map((row) => [numberOf(row, 'id') ?? -1, row]));
  const groups = new Set([...byId].filter(([, row]) => textOf(row, 'type') === 'group').map(([id]) => id));
  const parentOf = (id: number): number | undefined => {
    const parent = numberOf(byId.get(id) ?? {}, 'parent');
    return parent !== undefined && groups.has(parent) ? parent : undefined;
  };
  /** The groups above, the nearest first. A circle, which should not be, ends where it closes. */
  const above = (id: number): readonly number[] => {
    const found: number[] = [];
    for (let at = parentOf(id); at !== undefined && !found.includes(at); at = parentOf(at)) found.push(at);
    return found;
  };
  return {
    isGroup: (id) => groups.has(id),
    within: (groupId) => [...byId.keys()].filter((id) => !groups.has(id) && above(id).includes(groupId)),
    hasGroups: (groupId) => [...groups].some((id) => parentOf(id) === groupId),
    isPausedAbove: (id) => above(id).some((group) => flagOf(byId.get(group) ?? {}, 'active') === false),
  };
}
