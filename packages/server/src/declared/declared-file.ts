/**
 * What `upwatch.yml` declares: monitors, channels and tags as the API's own request bodies, naming one another. A
 * monitor's `tags` and `alertChannels` are names, its `expect` is the grammar for people.
 */
import { type ApiErrorEntry, PARENTS_MAX, parseExpectation } from '@upwatch/core';
import { z } from 'zod';
import type { ApiDeps } from '../api/deps.ts';
import { parseOrFaults } from '@upwatch/core/schemas';
import { type CreateMonitorBody, unfitting } from '../api/monitor-input.ts';
import { channelBody } from '../api/schemas/channels.ts';
import { createMonitorBody } from '../api/schemas/monitors.ts';
import { tagBody } from '../api/schemas/tags.ts';
import { declaredPolicy, type DeclaredPolicy } from './declared-policies.ts';
import { declaredGroup, type DeclaredGroup } from './declared-groups.ts';
import { type DeclaredWindow, readDeclaredWindow } from './declared-maintenance.ts';
import { pathOf } from '../settings/load-settings.ts';
import { type FileProblem, FileProblems, type YamlFile } from '../settings/yaml-file.ts';

export interface DeclaredMonitor {
  readonly body: CreateMonitorBody;
  readonly tagNames: readonly string[];
  /** Absent: every channel. */
  readonly channelNames?: readonly string[];
  /** What it depends on. */
  readonly parentNames: readonly string[];
}

export interface Declared {
  readonly tags: readonly z.output<typeof tagBody>[];
  readonly channels: readonly z.output<ReturnType<typeof channelBody>>[];
  readonly monitors: readonly DeclaredMonitor[];
  readonly maintenance: readonly DeclaredWindow[];
  readonly policies: readonly DeclaredPolicy[];
  readonly groups: readonly DeclaredGroup[];
}

const SECTIONS = [
  'server',
  'simple',
  'tags',
  'alertChannels',
  'notificationPolicies',
  'monitors',
  'maintenance',
  'resourceGroups',
] as const;
const names = z.array(z.string().min(1).max(255)).max(200);
const extras = z.looseObject({
  tags: names.optional(),
  alertChannels: names.optional(),
  dependsOn: names.max(PARENTS_MAX).optional(),
  expect: z.array(z.string().max(4096)).max(100).optional(),
});

/** @throws FileProblems with everything that is wrong, each at its place in the file */
export function readDeclared(file: YamlFile, deps: Pick<ApiDeps, 'checkTypes' | 'channels'>): Declared {
  const faults: ApiErrorEntry[] = [];
  const take = <Schema extends z.ZodType>(
    schema: Schema,
    value: unknown,
    at: readonly PropertyKey[],
  ): z.output<Schema> | undefined => {
    const result = parseOrFaults(schema, value, at);
    if ('value' in result) return result.value;
    faults.push(...result.faults);
    return undefined;
  };
  const root = take(z.record(z.string(), z.unknown()), file.value ?? {}, []) ?? {};
  for (const name of Object.keys(root).filter((key) => !SECTIONS.some((known) => known === key))) {
    const message = `${name} is not a known section; there are ${SECTIONS.join(', ')}`;
    faults.push({ code: 'VALIDATION_FAILED', field: name, message });
  }
  const list = (
    name: 'tags' | 'alertChannels' | 'notificationPolicies' | 'monitors' | 'maintenance' | 'resourceGroups',
  ): readonly unknown[] => take(z.array(z.unknown()).max(10_000).nullish(), root[name], [name]) ?? [];

  const tags = list('tags').map((value, i) => take(tagBody, value, ['tags', i]));
  const channelSchema = channelBody(deps.channels);
  const channels = list('alertChannels').map((value, i) => take(channelSchema, value, ['alertChannels', i]));
  const policies = list('notificationPolicies').map((value, i) =>
    take(declaredPolicy, value, ['notificationPolicies', i]),
  );
  const groups = list('resourceGroups').map((value, i) => take(declaredGroup, value, ['resourceGroups', i]));
  const monitorSchema = createMonitorBody('full', deps.checkTypes);
  const monitors = list('monitors').map((value, i): DeclaredMonitor | undefined => {
    const at = ['monitors', i];
    const extra = take(extras, value, at);
    if (!extra) return undefined;
    const {
      tags: tagNames = [],
      alertChannels: channelNames,
      dependsOn: parentNames = [],
      expect = [],
      ...rest
    } = extra;
    const expected = expect.flatMap((text, n) => {
      const parsed = parseExpectation(text, typeof rest['type'] === 'string' ? rest['type'] : undefined);
      if (!('problem' in parsed)) return [parsed];
      faults.push({ code: 'VALIDATION_FAILED', field: `monitors[${i}].expect[${n}]`, message: parsed.problem });
      return [];
    });
    const assertions = [...(Array.isArray(rest['assertions']) ? (rest['assertions'] as unknown[]) : []), ...expected];
    const body = take(monitorSchema, assertions.length > 0 ? { ...rest, assertions } : rest, at);
    for (const [n, { config }] of (body?.assertions ?? []).entries()) {
      faults.push(...unfitting(config.type, body!.type, `monitors[${i}].assertions[${n}].config.type`));
    }
    return body && { body, tagNames, parentNames, ...(channelNames && { channelNames }) };
  });
  const maintenance = list('maintenance').map((value, i) => {
    const read = readDeclaredWindow(value, ['maintenance', i]);
    if ('window' in read) return read.window;
    faults.push(...read.faults);
    return undefined;
  });
  faults.push(
    ...duplicates(
      'resourceGroups',
      groups.map((one) => one?.name),
    ),
    ...duplicates(
      'maintenance',
      maintenance.map((one) => one?.name),
    ),
    ...duplicates(
      'monitors',
      monitors.map((one) => one?.body.name),
    ),
    ...duplicates(
      'alertChannels',
      channels.map((one) => one?.name),
    ),
    ...duplicates(
      'notificationPolicies',
      policies.map((one) => one?.name),
    ),
  );
  if (faults.length > 0) throw new FileProblems(faults.map((fault) => problemAt(file, fault)));
  return {
    tags: tags.filter(isThere),
    channels: channels.filter(isThere),
    monitors: monitors.filter(isThere),
    maintenance: maintenance.filter(isThere),
    policies: policies.filter(isThere),
    groups: groups.filter(isThere),
  };
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function problemAt(file: YamlFile, fault: ApiErrorEntry): FileProblem {
  return { at: file.at(pathOf(fault.field ?? undefined)), message: fault.message };
}

function duplicates(section: string, all: readonly (string | undefined)[]): ApiErrorEntry[] {
  const seen = new Map<string, number>();
  const faults: ApiErrorEntry[] = [];
  for (const [i, name] of all.entries()) {
    if (name === undefined) continue;
    const first = seen.get(name.toLowerCase());
    const field = `${section}[${i}].name`;
    if (first === undefined) seen.set(name.toLowerCase(), i);
    else
      faults.push({
        code: 'DUPLICATE_NAME',
        field,
        message: `${field} must differ from ${section}[${first}].name, got "${name}" twice`,
      });
  }
  return faults;
}
