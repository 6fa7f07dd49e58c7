/** The state of all down targets, by mail, because somebody asked. Outside the outbox: who asked sees whether it went. */
import type { AlertMessage } from '@upwatch/core';
import type { Channel } from '../../stores/port.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { keptState, type TargetState } from './simple-state.ts';
import { targetsOf } from './simple-targets.ts';

const SEND_DEADLINE_MS = 30_000;
/** Targets that one mail names; the rest are counted. */
const NAMED_MAX = 50;

/** Mails to every e-mail channel. @returns a sentence saying what was done */
export async function mailDownTargets(deps: ApiDeps): Promise<string> {
  const channels = (await deps.core.channels.all()).filter(({ type }) => type === 'email');
  if (channels.length === 0) {
    throw new Problem(
      'CONFLICT',
      'there is nobody to mail to: make an e-mail channel with POST /api/v1/alert-channels',
    );
  }
  const targets = await targetsOf(deps);
  const states = await Promise.all(targets.map(async ({ target, monitor }) => keptState(target, monitor, deps)));
  const down = states.filter((state) => state.is_down);
  if (down.length === 0) return 'No target is down, so no e-mail was sent.';
  const message = messageOf(down, deps);
  await Promise.all(channels.map(async (channel) => send(channel, message, deps)));
  return `The state of ${counted(down.length)} was sent by e-mail.`;
}

async function send(channel: Channel, message: AlertMessage, deps: ApiDeps): Promise<void> {
  const definition = deps.channels.find(({ type }) => type === channel.type);
  if (!definition) throw new Problem('CONFLICT', 'this server cannot send e-mail');
  const { publicUrl, smtp } = deps.config;
  const outcome = await definition.send(channel.config, message, {
    key: `simple:${message.incidentId}:${channel.id}`,
    signal: AbortSignal.timeout(SEND_DEADLINE_MS),
    nowMs: deps.clock.wall(),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(smtp && { smtp }),
  });
  if (outcome.type !== 'sent') throw new Problem('DELIVERY_FAILED', `channel "${channel.name}": ${outcome.reason}`);
}

function messageOf(down: readonly TargetState[], deps: ApiDeps): AlertMessage {
  const nowMs = Math.floor(deps.clock.wall());
  const lines = down.slice(0, NAMED_MAX).map(lineOf);
  const more = down.length > NAMED_MAX ? `, and ${down.length - NAMED_MAX} more` : '';
  // Who reads it finds no incident behind it, so it is given ids of its own.
  const id = deps.newId();
  return {
    kind: 'INCIDENT_CREATED',
    severity: 'DOWN',
    monitorName: down.length === 1 ? down[0]!.title : counted(down.length),
    target: down
      .slice(0, NAMED_MAX)
      .map(({ endpoint }) => bare(endpoint))
      .join(', '),
    monitorId: id,
    incidentId: id,
    headline: `${counted(down.length)} ${down.length === 1 ? 'is' : 'are'} down: ${lines.join('; ')}${more}`,
    regions: [deps.config.region],
    startedAtMs: nowMs,
    occurredAtMs: nowMs,
  };
}

function lineOf({ title, actual_response, expected_response, timestamp }: TargetState): string {
  const answer = actual_response === null ? 'no answer' : `answered ${actual_response}`;
  return `${title} (${answer}, expected ${expected_response}, at ${timestamp} UTC)`;
}

function counted(count: number): string {
  return count === 1 ? '1 target' : `${count} targets`;
}

/** Without credentials and query, which may be secret. */
function bare(endpoint: string): string {
  const url = URL.parse(endpoint);
  return url ? `${url.protocol}//${url.host}${url.pathname}` : '';
}
