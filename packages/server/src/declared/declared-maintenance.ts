/** The `maintenance` section of `upwatch.yml`: windows by name, on monitors and tags by name. */
import { isDeepStrictEqual } from 'node:util';
import type { ApiErrorEntry, JsonObject } from '@upwatch/core';
import { loadRepeatRules } from '@upwatch/core/maintenance';
import { parseOrFaults } from '@upwatch/core/schemas';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ApiDeps } from '../api/deps.ts';
import { Problem } from '../api/problem.ts';
import { windowBody } from '../api/schemas/maintenance.ts';
import { nameOf } from '../api/schemas/values.ts';
import { type WindowBody, windowFrom } from '../api/window-input.ts';
import type { FileProblem, YamlFile } from '../settings/yaml-file.ts';
import type { CoreStore, KeptWindow, WindowContent } from '../stores/port.ts';
import { meant, rememberedNext } from './remembered.ts';

const ACTOR = { name: 'config file' };
const MANAGED_BY = 'CLI';
const SETTING = 'declared.maintenance';
const EVERYTHING = { page: 0, size: 10_000 };
const names = z.array(z.string().min(1).max(255)).max(200);
const extras = z.looseObject({
  name: nameOf(100),
  startsAt: z.string(),
  monitors: names.optional(),
  tags: names.optional(),
});

export interface DeclaredWindow {
  readonly name: string;
  readonly body: WindowBody;
  readonly monitorNames: readonly string[];
  readonly tagNames: readonly string[];
}

/** @returns the window, or everything that is wrong with it. @param at its place in the file */
export function readDeclaredWindow(
  value: unknown,
  at: readonly PropertyKey[],
): { readonly window: DeclaredWindow } | { readonly faults: readonly ApiErrorEntry[] } {
  const extra = parseOrFaults(extras, value, at);
  if ('faults' in extra) return extra;
  const { monitors: monitorNames = [], tags: tagNames = [], ...rest } = extra.value;
  const body = parseOrFaults(windowBody('full'), rest, at);
  if ('faults' in body) return body;
  const faults = faultsOf(body.value, `${String(at[0])}[${String(at[1])}]`);
  return faults.length > 0 ? { faults } : { window: { name: rest.name, body: body.value, monitorNames, tagNames } };
}

/** What only shows when the window is made: its rule, its zone, its order. */
function faultsOf(body: WindowBody, place: string): readonly ApiErrorEntry[] {
  try {
    windowFrom(body, { id: '', nowMs: 0 });
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.errors.map(({ code, field, message }) => ({
      code,
      field: `${place}.${field}`,
      message: `${place}.${message}`,
    }));
  }
}

/** What only the server can say: rules that never come, and monitors that neither the file nor the server has. */
export async function windowProblems(
  windows: readonly DeclaredWindow[],
  declaredNames: readonly string[],
  { core, file }: { readonly core: Pick<CoreStore, 'monitors'>; readonly file: YamlFile },
): Promise<readonly FileProblem[]> {
  if (windows.some(({ body }) => body.repeatRule !== undefined)) await loadRepeatRules();
  const idle = windows.flatMap(({ body }, i) =>
    faultsOf(body, `maintenance[${i}]`).map(({ message }) => ({
      at: file.at(['maintenance', i, 'repeatRule']),
      message,
    })),
  );
  const kept = (await core.monitors.all()).map(({ name }) => name);
  const known = new Set([...kept, ...declaredNames].map((name) => name.toLowerCase()));
  const unknown = windows.flatMap(({ monitorNames }, i) =>
    monitorNames.flatMap((name, n) => {
      if (known.has(name.toLowerCase())) return [];
      const message = `maintenance[${i}].monitors[${n}] must be the name of a monitor, got "${name}"`;
      return [{ at: file.at(['maintenance', i, 'monitors', n]), message }];
    }),
  );
  return [...idle, ...unknown];
}

interface Counts {
  created: number;
  changed: number;
  pruned: number;
}

/** Makes the windows what the file declares. Times that a person ended early stay ended. */
export async function applyWindows(
  windows: readonly DeclaredWindow[],
  { core, newId }: Pick<ApiDeps, 'core' | 'newId'>,
  { isPruning, log }: { readonly isPruning: boolean; readonly log: Logger },
  counts: Counts,
): Promise<void> {
  const { maintenance, settings } = core;
  const before = idsIn(await settings.get(SETTING));
  if (windows.length === 0 && Object.keys(before).length === 0) return;
  const there = (await maintenance.all()).filter(isNamed);
  const found = meant(
    windows.map(({ name }) => name),
    there,
    before,
  );
  const targetsOf = await targetsByName(core);
  for (const window of windows) {
    const old = found.get(window.name.toLowerCase());
    const next = contentOf(window, await targetsOf(window), old, newId);
    if (old && isDeepStrictEqual(next, contentOnly(old))) continue;
    const kept = old ? await maintenance.update(old.id, () => next, ACTOR) : await maintenance.create(next, ACTOR);
    counts[old ? 'changed' : 'created']++;
    found.set(window.name.toLowerCase(), { ...kept, name: window.name });
  }
  const declared = new Set([...found.values()].map(({ id }) => id));
  const brought = new Set(Object.values(before));
  for (const { id, name } of there.filter((one) => brought.has(one.id) && !declared.has(one.id))) {
    if (isPruning) {
      await maintenance.delete(id, ACTOR);
      counts.pruned++;
    } else log.warn({ maintenance: name }, 'no longer in the config file; still kept (--prune deletes it)');
  }
  const after = rememberedNext(before, found, (await maintenance.all()).filter(isNamed));
  if (!isDeepStrictEqual(before, after)) await settings.set(SETTING, { ...after });
}

type Named = KeptWindow & { readonly name: string };

function isNamed(window: KeptWindow): window is Named {
  return window.name !== undefined;
}

/** What this file alone writes. */
function idsIn(kept: JsonObject | undefined): Readonly<Record<string, string>> {
  return (kept ?? {}) as Readonly<Record<string, string>>;
}

function contentOnly(window: KeptWindow): WindowContent {
  const { createdAtMs: _, updatedAtMs: __, deletedAtMs: ___, ...content } = window;
  return content;
}

function contentOf(
  { body }: DeclaredWindow,
  targets: Pick<WindowContent, 'monitorIds' | 'tagIds'>,
  old: KeptWindow | undefined,
  newId: () => string,
): WindowContent {
  // It says when it starts: now is not asked for.
  const next = {
    ...windowFrom(body, { id: old?.id ?? newId(), nowMs: 0 }),
    ...targets,
    managedBy: MANAGED_BY,
  } as const;
  const times = ({ startsAtMs, endsAtMs, repeatRule, timeZone }: WindowContent): unknown[] => [
    startsAtMs,
    endsAtMs,
    repeatRule,
    timeZone,
  ];
  return old && isDeepStrictEqual(times(old), times(next)) ? { ...next, endedEarlyAtMs: old.endedEarlyAtMs } : next;
}

/** Ids of what a window names. A tag that nothing has yet is made. */
async function targetsByName({ monitors, tags }: Pick<CoreStore, 'monitors' | 'tags'>) {
  const monitorIds = new Map((await monitors.all()).map(({ id, name }) => [name.toLowerCase(), id]));
  const tagIds = new Map((await tags.list(EVERYTHING)).items.map(({ id, name }) => [name.toLowerCase(), id]));
  return async ({ monitorNames, tagNames, body }: DeclaredWindow) => {
    const named: string[] = [];
    for (const name of tagNames) {
      const id = tagIds.get(name.toLowerCase()) ?? (await tags.create({ name }, ACTOR)).id;
      tagIds.set(name.toLowerCase(), id);
      named.push(id);
    }
    const given = windowFrom(body, { id: '', nowMs: 0 });
    const byName = monitorNames.flatMap((name) => monitorIds.get(name.toLowerCase()) ?? []);
    return {
      monitorIds: [...new Set([...given.monitorIds, ...byName])],
      tagIds: [...new Set([...given.tagIds, ...named])],
    };
  };
}
