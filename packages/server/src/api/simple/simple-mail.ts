/** The state of all down targets, by mail, because somebody asked. Outside the outbox: who asked sees whether it went. */
import type { AlertMessage } from '@upwatch/core';
import type { SendOutcome } from '../../channels/port.ts';
import { sendOnce, systemAfter } from '../../engine/dispatching/send.ts';
import type { Channel } from '../../stores/port.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { keptState, type TargetState } from './simple-state.ts';
import { targetsOf } from './simple-targets.ts';

/** Targets that one mail names; the rest are counted. */
const NAMED_MAX = 50;

/**
 * Mails to every e-mail channel.
 * @returns a sentence saying what was done, and which channels failed where others did not
 * @throws Problem CONFLICT without an e-mail channel, DELIVERY_FAILED when no channel took the mail
 */
export async function mailDownTargets(deps: ApiDeps): Promise<string> {
  const channels = (await deps.core.channels.all()).filter(({ type }) => type === 'email');
  if (channels.length === 0) {
    throw new Problem(
      'CONFLICT',
      'there is nobody to mail to: make an e-mail channel with POST /api/v1/alert-channels',
    );
  }
  const targets = await targetsOf(deps);
  const states = await Promise.all(targets.map(async (target) => keptState(target, deps)));
  const down = states.filter((state) => state.is_down);
  if (down.length === 0) return 'No target is down, so no e-mail was sent.';
  const message = messageOf(down, deps);
  const outcomes = await Promise.all(channels.map(async (channel) => send(channel, message, deps)));
  const failures = outcomes.flatMap((outcome, index) =>
    outcome.type === 'sent' ? [] : [`channel "${channels[index]!.name}": ${outcome.reason}`],
  );
  if (failures.length === channels.length) throw new Problem('DELIVERY_FAILED', failures.join('; '));
  const sent = `The state of ${counted(down.length)} was sent by e-mail.`;
  return failures.length === 0 ? sent : `${sent} Not sent: ${failures.join('; ')}`;
}

/** Within the deadline of every alert, and with secrets masked as there. Never rejects. */
async function send(channel: Channel, message: AlertMessage, deps: ApiDeps): Promise<SendOutcome> {
  const { publicUrl, smtp } = deps.config;
  const tools = {
    channelOf: (type: string) => deps.channels.find((one) => one.type === type),
    clock: deps.clock,
    after: systemAfter,
    onTrouble: (error: Error) => deps.log.error({ err: error, channel: channel.name }, 'an e-mail was not sent'),
  };
  const context = {
    key: `simple:${message.incidentId}:${channel.id}`,
    ...(publicUrl !== undefined && { publicUrl }),
    ...(smtp && { smtp }),
  };
  return sendOnce(tools, channel, message, context, new AbortController());
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
