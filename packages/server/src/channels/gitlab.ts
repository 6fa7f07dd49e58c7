/** GitLab, by the alert endpoint of a project. An incident of ours is one alert there: the fingerprint is its id. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, alertLines, composeAlert, type Tone } from './alert-text.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext } from './port.ts';
import { outcomeOf, postJson } from './post-json.ts';
import { boundsOf, credential, incidentKeyOf, inTurn, isWholeStory } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { INVISIBLE } from './tone-marks.ts';
import { webUrl } from './web-url.ts';

/** GitLab's limits of an alert, in characters. */
const TITLE_MAX = 200;
const DESCRIPTION_MAX = 1_000;
const SERVICE_MAX = 100;
const HOST_MAX = 255;

/** The settings, as the contract has them. */
const gitlabConfig = z.strictObject({
  channelType: z.literal('gitlab'),
  endpointUrl: webUrl('the key is a setting of its own'),
  authorizationKey: credential,
});

const SEVERITIES: Readonly<Record<Tone, string>> = {
  down: 'critical',
  degraded: 'medium',
  maintenance: 'low',
  up: 'info',
  notice: 'info',
  test: 'info',
};

/** GitLab: an opening makes an alert, a recovery gives it an end. */
export const gitlab = defineChannel({
  type: 'gitlab',
  config: gitlabConfig,
  tracksIncidents: true,
  secretFields: ['authorizationKey'],
  display: (settings) => ({ endpointUrl: maskUrl(settings.endpointUrl) }),
  async send(settings, message, context) {
    const [first, ...others] = gitlabAlerts(message, context).map((alert) => async () => {
      const result = await postJson({
        url: settings.endpointUrl,
        body: JSON.stringify(alert),
        headers: { authorization: `Bearer ${settings.authorizationKey}` },
        ...boundsOf(context),
      });
      return outcomeOf(result, context.nowMs);
    });
    return inTurn(first!, ...others);
  },
});

/** What is sent, in order. A test, and an end of which nobody knew the beginning, are ended at once. */
function gitlabAlerts(message: AlertMessage, context: SendContext): readonly object[] {
  const begin = alertOf(message, context);
  const end = { ...begin, end_time: new Date(message.resolvedAtMs ?? message.occurredAtMs).toISOString() };
  if (message.kind === 'TEST' || isWholeStory(message, context)) return [begin, end];
  return message.kind === 'INCIDENT_RESOLVED' ? [end] : [begin];
}

function alertOf(message: AlertMessage, context: SendContext): object {
  const text = composeAlert(message, context);
  return {
    title: cut(harmless(text.headline), TITLE_MAX),
    description: descriptionOf(text),
    start_time: new Date(message.startedAtMs).toISOString(),
    service: cut(text.name, SERVICE_MAX),
    monitoring_tool: 'Upwatch',
    hosts: [cut(text.facts.find(({ label }) => label === 'What')?.value || text.name, HOST_MAX)],
    severity: SEVERITIES[text.tone],
    fingerprint: incidentKeyOf(message, context),
    ...(text.link !== undefined && { upwatch_url: text.link }),
  };
}

function descriptionOf(text: AlertText): string {
  return cut(alertLines(text).map(harmless).join('\n'), DESCRIPTION_MAX);
}

/** An alert can become an issue, where `@all` would call everybody, and a line that begins with `/close` be a command. */
function harmless(line: string): string {
  return line.replaceAll('@', `@${INVISIBLE}`).replace(/^\s*\//, `${INVISIBLE}/`);
}
