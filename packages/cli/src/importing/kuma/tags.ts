/** Tags of Uptime Kuma: a name with a colour, and a value at each monitor. Ours have no value: it goes into the name. */
import { numberOf, textOf } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';
import type { KumaData } from './kuma-data.ts';

const HEX = /^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$/;

/** @returns the names of a monitor's tags */
export function importTags(data: KumaData, gathering: Gathering): (monitorId: number) => readonly string[] {
  const rows = new Map(data.tags.map((row) => [numberOf(row, 'id') ?? -1, row]));
  const made = new Set<string>();
  const tagFor = (tagId: number, value: string): readonly string[] => {
    const row = rows.get(tagId);
    const label = row && textOf(row, 'name');
    if (!row || label === undefined) return [];
    const ref = value === '' ? `tag:${label}` : `tag:${label}:${value}`;
    const name = gathering.name('tags', value === '' ? label : `${label}: ${value}`, ref);
    if (made.has(name)) return [name];
    made.add(name);
    const color = textOf(row, 'color');
    const isColor = color !== undefined && HEX.test(color);
    if (color !== undefined && !isColor) gathering.lost(`tag "${name}"`, 'color', 'colours are written as #2563eb');
    gathering.add({ section: 'tags', ref, name, from: 'tag', body: { name, ...(isColor && { color }) } });
    return [name];
  };
  return (monitorId) => [
    ...new Set((data.monitorTags.get(monitorId) ?? []).flatMap(({ tagId, value }) => tagFor(tagId, value.trim()))),
  ];
}
