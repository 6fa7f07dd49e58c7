/** `notificationPolicies` of `upwatch.yml`: as the API's own bodies, but channels are called by their names. */
import { isDeepStrictEqual } from 'node:util';
import type { NotificationPolicy } from '@upwatch/core';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ApiDeps } from '../api/deps.ts';
import { policyFrom } from '../api/policy-input.ts';
import { chainSettings, policySettings, STEPS_MAX, stepSettings } from '../api/schemas/notification-policies.ts';
import type { Actor, Channel, NewNotificationPolicy } from '../stores/port.ts';
import { meant } from './remembered.ts';

const channelNames = z.array(z.string().min(1).max(255)).max(100);

export const declaredPolicy = z.strictObject({
  ...policySettings,
  escalation: z.strictObject({
    ...chainSettings,
    steps: z
      .array(
        z.strictObject({
          ...stepSettings,
          delayMinutes: stepSettings.delayMinutes.default(0),
          alertChannels: channelNames.min(1),
        }),
      )
      .min(1)
      .max(STEPS_MAX),
  }),
  fallback: channelNames.nullish(),
});
export type DeclaredPolicy = z.output<typeof declaredPolicy>;

/** Where a policy names channels, and how: for what nobody knows. */
export function channelNamesOf({ escalation, fallback }: DeclaredPolicy) {
  const named = (at: readonly PropertyKey[], names: readonly string[]) =>
    names.map((name, place) => ({ name, at: [...at, place] }));
  return [
    ...escalation.steps.flatMap((step, i) => named(['escalation', 'steps', i, 'alertChannels'], step.alertChannels)),
    ...named(['fallback'], fallback ?? []),
  ];
}

/** What applying is given. */
export interface ApplyPolicies extends Pick<ApiDeps, 'core' | 'newId'> {
  readonly actor: Actor;
  readonly log: Logger;
  readonly isPruning: boolean;
  /** By name in lower case. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** What the file brought before: ids by declared name. */
  readonly remembered: Readonly<Record<string, string>>;
  readonly counts: { created: number; changed: number; pruned: number };
}

/** @returns what is declared, by name in lower case */
export async function applyPolicies(
  declared: readonly DeclaredPolicy[],
  given: ApplyPolicies,
): Promise<ReadonlyMap<string, NotificationPolicy>> {
  const { core, newId, actor, counts } = given;
  const there = await core.notificationPolicies.all();
  const names = declared.map(({ name }) => name);
  const found = meant(names, there, given.remembered);
  for (const one of declared) {
    const old = found.get(one.name.toLowerCase());
    const wanted = policyOf(one, old?.id ?? newId(), given.channels);
    if (old && isSame(old, wanted)) continue;
    const kept = old
      ? await core.notificationPolicies.update(old.id, () => wanted, actor)
      : await core.notificationPolicies.create(wanted, actor);
    counts[old ? 'changed' : 'created']++;
    found.set(one.name.toLowerCase(), kept);
  }
  await settleOrphans(there, found, given);
  return found;
}

function policyOf(
  { escalation, fallback, ...rest }: DeclaredPolicy,
  id: string,
  channels: ReadonlyMap<string, Channel>,
): NewNotificationPolicy {
  const idsOf = (names: readonly string[]): string[] => names.map((name) => channels.get(name.toLowerCase())!.id);
  const steps = escalation.steps.map(({ alertChannels, ...step }) => ({ ...step, channelIds: idsOf(alertChannels) }));
  const body = { ...rest, escalation: { ...escalation, steps }, fallbackChannelIds: idsOf(fallback ?? []) };
  return policyFrom(body, id, 'CLI');
}

function isSame(old: NotificationPolicy, wanted: NewNotificationPolicy): boolean {
  const { createdAtMs, updatedAtMs } = old;
  return isDeepStrictEqual(old, { ...wanted, createdAtMs, updatedAtMs });
}

/** What an earlier file brought and this one lacks. */
async function settleOrphans(
  there: readonly NotificationPolicy[],
  declared: ReadonlyMap<string, NotificationPolicy>,
  { core, actor, log, isPruning, remembered, counts }: ApplyPolicies,
): Promise<void> {
  const brought = new Set(Object.values(remembered));
  const kept = new Set([...declared.values()].map(({ id }) => id));
  for (const { id, name } of there) {
    if (!brought.has(id) || kept.has(id)) continue;
    if (isPruning) {
      await core.notificationPolicies.delete(id, actor);
      counts.pruned++;
    } else log.warn({ notificationPolicy: name }, 'no longer in the config file; it still tells (--prune deletes it)');
  }
}
