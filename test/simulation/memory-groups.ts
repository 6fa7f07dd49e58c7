/** What of the store in memory is of groups of monitors. */
import { type CoreStore, StoreRefusal } from '../../packages/server/src/stores/port.ts';
import type { MemoryTables } from './memory-tables.ts';

export type MemoryGroups = Pick<
  CoreStore['resourceGroups'],
  'all' | 'members' | 'states' | 'create' | 'update' | 'addMember' | 'commit'
>;

/** Names of groups are such that each is its own slug. */
export function memoryGroups(tables: MemoryTables, wall: () => number): MemoryGroups {
  const { groups, members, groupStates } = tables;
  return {
    all: async () => [...groups.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    members: async () => [...members],
    states: async () => new Map(groupStates),
    create: async (given) => {
      const made = { ...given, slug: given.name, createdAtMs: wall(), updatedAtMs: wall() };
      groups.set(made.id, made);
      return made;
    },
    update: async (id, change) => {
      const current = groups.get(id);
      if (!current) throw new StoreRefusal('not_found', `there is no resource group ${id}`);
      const { slug, createdAtMs } = current;
      const changed = { ...change(current), id, slug, createdAtMs, updatedAtMs: wall() };
      groups.set(id, changed);
      return changed;
    },
    addMember: async (given) => {
      const made = { ...given, createdAtMs: wall() };
      members.push(made);
      return made;
    },
    commit: async (change) => {
      tables.applyGroup(change);
    },
  };
}
