/** Every channel there is. A new one is a file beside these and a line here. */
import type { JsonObject } from '@upwatch/core';
import { z } from 'zod';
import { apprise } from './apprise.ts';
import { datadog } from './datadog.ts';
import { discord } from './discord.ts';
import { email } from './email.ts';
import { gitlab } from './gitlab.ts';
import { googleChat } from './google-chat.ts';
import { gotify } from './gotify.ts';
import { incidentIo } from './incident-io.ts';
import { jira } from './jira.ts';
import { linear } from './linear.ts';
import { matrix } from './matrix.ts';
import { mattermost } from './mattermost.ts';
import { ntfy } from './ntfy.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import type { ChannelDefinition } from './port.ts';
import { pushbullet } from './pushbullet.ts';
import { pushover } from './pushover.ts';
import { rootly } from './rootly.ts';
import { maskFields } from './secrets.ts';
import { slack } from './slack.ts';
import { splunkOnCall } from './splunk-on-call.ts';
import { teams } from './teams.ts';
import { telegram } from './telegram.ts';
import { withTemplate } from './templates.ts';
import { twilio } from './twilio.ts';
import { webhook } from './webhook.ts';
import { zapier } from './zapier.ts';

/** A channel whose settings are known only to itself: they are checked by its own `config` before its `send` sees them. */
export type AnyChannel = ChannelDefinition<unknown>;

const PROVIDERS: readonly AnyChannel[] = [
  apprise,
  datadog,
  discord,
  email,
  gitlab,
  googleChat,
  gotify,
  incidentIo,
  jira,
  linear,
  matrix,
  mattermost,
  ntfy,
  opsgenie,
  pagerduty,
  pushbullet,
  pushover,
  rootly,
  slack,
  splunkOnCall,
  teams,
  telegram,
  twilio,
  webhook,
  zapier,
];

/** Each also takes a template for its messages. */
export const CHANNELS: readonly AnyChannel[] = PROVIDERS.map(withTemplate);

/** The settings of any channel, told apart by `channelType`. */
export const CHANNEL_CONFIG = z.discriminatedUnion('channelType', configsOf(CHANNELS));

/** `withTemplate` holds that each is an object, and the contract suite that each has its own `channelType`. */
function configsOf(channels: readonly AnyChannel[]) {
  return channels.map(({ config }) => config) as unknown as readonly [z.ZodObject, ...z.ZodObject[]];
}

/** The channel of a type, as the contract spells it; undefined when there is none. */
export function channelOf(type: string): AnyChannel | undefined {
  return CHANNELS.find((channel) => channel.type === type);
}

/**
 * Settings that may be shown to whoever may see the channel: every secret is `••••` and, of a long one, its last four
 * characters; of a URL the origin stays. Settings of an unknown type are not shown at all.
 */
export function maskConfig(type: string, config: JsonObject): JsonObject {
  const channel = channelOf(type);
  return channel ? maskFields(config, channel.secretFields) : {};
}
