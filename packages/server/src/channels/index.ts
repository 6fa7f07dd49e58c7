/** Every channel there is. A new one is a file beside these and a line here. */
import type { JsonObject } from '@upwatch/core';
import { z } from 'zod';
import { email, emailConfig } from './email.ts';
import type { ChannelDefinition } from './port.ts';
import { maskFields } from './secrets.ts';
import { slack, slackConfig } from './slack.ts';
import { webhook, webhookConfig } from './webhook.ts';

/** A channel whose settings are known only to itself: they are checked by its own `config` before its `send` sees them. */
export type AnyChannel = ChannelDefinition<unknown>;

export const CHANNELS: readonly AnyChannel[] = [email, slack, webhook];

/** The settings of any channel, told apart by `channelType`. */
export const CHANNEL_CONFIG = z.discriminatedUnion('channelType', [emailConfig, slackConfig, webhookConfig]);

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
