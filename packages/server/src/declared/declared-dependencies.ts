/** `dependsOn` of the monitors in `upwatch.yml`: no way leads from a monitor back to itself. */
import { cycleOf, nameKey } from '@upwatch/core';
import type { FileProblem, YamlFile } from '../settings/yaml-file.ts';
import type { DeclaredThing } from './section.ts';

export function dependencyProblems(
  things: readonly DeclaredThing[],
  file: Pick<YamlFile, 'at'>,
): readonly FileProblem[] {
  const monitors = things.filter(({ kind }) => kind === 'monitor');
  const parents = new Map(monitors.map((one) => [nameKey('monitor', one.name), parentsOf(one)]));
  return monitors.flatMap((one) => {
    const cycle = cycleOf(nameKey('monitor', one.name), parentsOf(one), (key) => parents.get(key) ?? []);
    if (!cycle) return [];
    const way = [one.name, ...cycle].map((name) => `"${name}"`).join(' on ');
    const place = `${String(one.at[0])}[${String(one.at[1])}].dependsOn`;
    const message = `${place} must not lead back to the monitor itself, got ${way}`;
    return [{ at: file.at([...one.at, 'dependsOn']), message }];
  });
}

function parentsOf({ references }: DeclaredThing): readonly string[] {
  return references.filter(({ field }) => field === 'dependsOn').map(({ name }) => nameKey('monitor', name));
}
