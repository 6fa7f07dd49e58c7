/** When Uptime Kuma calls a monitor down, and whom it tells again. */
import { type DraftObject, numberOf, type Row } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';

/** The most failures that a rule counts. */
const COUNT_MAX = 256;
const REPEAT_MAX_SECONDS = 86_400;
/** How long an incident may wait for other regions. */
const WAIT_MAX_SECONDS = 86_400;

/** `maxretries` failures follow the first one; one success ends it. */
export function incidentPolicyOf(row: Row, frequencySeconds: number): DraftObject {
  const retries = Math.max(0, Math.round(numberOf(row, 'maxretries') ?? 0));
  return policyOfCount(retries + 1, frequencySeconds);
}

/** So many failures one after another are an incident, so many successes its end. */
export function policyOfCount(failures: number, frequencySeconds: number, successes = 1): DraftObject {
  const count = Math.min(COUNT_MAX, Math.max(1, failures));
  return {
    triggerRules: [{ type: 'consecutive_failures', count, scope: 'per_region', severity: 'down' }],
    confirmation: {
      type: 'multi_region',
      minRegionsFailing: 1,
      maxWaitSeconds: Math.min(WAIT_MAX_SECONDS, Math.max(60, 2 * frequencySeconds)),
    },
    recovery: { consecutiveSuccesses: Math.max(1, successes), minRegionsPassing: 1, cooldownMinutes: 5 },
  };
}

/** A monitor whose channels are told again while it is down. */
export interface Repeating {
  readonly monitor: string;
  readonly channels: readonly string[];
  readonly seconds: number;
}

/** One policy for all monitors that tell the same channels at the same pace. */
export function importRepeats(repeats: readonly Repeating[], gathering: Gathering): void {
  const alike = new Map<string, Repeating[]>();
  for (const one of repeats) {
    const key = JSON.stringify([one.seconds, [...one.channels].sort()]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  for (const [key, group] of alike) {
    const { channels, seconds } = group[0]!;
    const ref = `resend:${key}`;
    const name = gathering.name(
      'notificationPolicies',
      `again every ${paceText(seconds)}: ${channels.join(', ')}`,
      ref,
    );
    const where = `policy "${name}"`;
    if (seconds > REPEAT_MAX_SECONDS) gathering.changed(where, 'resend_interval', 'is told again once a day');
    gathering.note(
      where,
      'resend_interval',
      `tells ${channels.join(', ')} for ${group.length} monitors, again and again`,
    );
    gathering.add({
      section: 'notificationPolicies',
      ref,
      name,
      from: 'resend_interval',
      body: {
        name,
        matchRules: [{ type: 'monitor_id_in', monitors: group.map(({ monitor }) => monitor) }],
        escalation: {
          steps: [
            { delayMinutes: 0, alertChannels: channels, repeatIntervalSeconds: Math.min(REPEAT_MAX_SECONDS, seconds) },
          ],
        },
      },
    });
  }
}

function paceText(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
