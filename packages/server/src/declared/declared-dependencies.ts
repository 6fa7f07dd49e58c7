/** `dependsOn` of the monitors in `upwatch.yml`: monitors by their names, of the file or not. */
import { cycleOf } from '@upwatch/core';
import type { FileProblem, YamlFile } from '../settings/yaml-file.ts';
import type { DeclaredMonitor } from './declared-file.ts';

/** Before anything is written: a monitor that depends on one nobody knows, or on itself. @param kept names of those that are there */
export function dependencyProblems(
  monitors: readonly DeclaredMonitor[],
  kept: readonly string[],
  file: YamlFile,
): FileProblem[] {
  const declared = parentsByKey(monitors);
  const known = new Set([...kept.map(keyOf), ...declared.keys()]);
  return monitors.flatMap(({ body, parentNames }, i) => {
    const at = ['monitors', i, 'dependsOn'];
    const unknown = parentNames.flatMap((name, n) => {
      if (known.has(keyOf(name))) return [];
      const message = `monitors[${i}].dependsOn[${n}] must be the name of a monitor, got "${name}"`;
      return [{ at: file.at([...at, n]), message }];
    });
    const parents = parentNames.map(keyOf);
    const cycle = cycleOf(keyOf(body.name), parents, (key) => declared.get(key) ?? []);
    if (!cycle) return unknown;
    const way = [body.name, ...cycle].map((name) => `"${name}"`).join(' on ');
    const message = `monitors[${i}].dependsOn must not lead back to the monitor itself, got ${way}`;
    return [...unknown, { at: file.at(at), message }];
  });
}

/** What others depend on comes before them. There is no circle. */
export function parentsFirst(monitors: readonly DeclaredMonitor[]): readonly DeclaredMonitor[] {
  const byKey = new Map(monitors.map((one) => [keyOf(one.body.name), one]));
  const ordered = new Set<DeclaredMonitor>();
  const waiting = monitors.toReversed();
  for (let one = waiting.at(-1); one; one = waiting.at(-1)) {
    const missing = one.parentNames.flatMap((name) => byKey.get(keyOf(name)) ?? []).filter((it) => !ordered.has(it));
    if (missing.length > 0 && !ordered.has(one)) waiting.push(...missing);
    else ordered.add(waiting.pop()!);
  }
  return [...ordered];
}

function parentsByKey(monitors: readonly DeclaredMonitor[]): ReadonlyMap<string, readonly string[]> {
  return new Map(monitors.map(({ body, parentNames }) => [keyOf(body.name), parentNames.map(keyOf)]));
}

function keyOf(name: string): string {
  return name.toLowerCase();
}
