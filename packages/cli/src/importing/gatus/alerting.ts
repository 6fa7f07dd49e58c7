/** Providers of Gatus' `alerting` as channels. */
import { type DraftObject, isRow, numberOf, type Row, Secret, textOf } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';

type Make = (provider: Row) => DraftObject | { readonly lacks: string };

/** A provider that is all in a few texts. */
function texts(channelType: string, fields: Readonly<Record<string, string>>, secrets: readonly string[]): Make {
  return (provider) => {
    const made: Record<string, string | Secret> = {};
    for (const [theirs, ours] of Object.entries(fields)) {
      const value = textOf(provider, theirs);
      if (value === undefined && secrets.includes(theirs)) return { lacks: `its ${theirs} is empty` };
      if (value === undefined) continue;
      made[ours] = secrets.includes(theirs) ? new Secret(value, `${channelType} ${ours}`) : value;
    }
    return { channelType, ...made };
  };
}

const MAKERS: Readonly<Record<string, Make>> = {
  slack: texts('slack', { 'webhook-url': 'webhookUrl' }, ['webhook-url']),
  discord: texts('discord', { 'webhook-url': 'webhookUrl' }, ['webhook-url']),
  teams: texts('teams', { 'webhook-url': 'webhookUrl' }, ['webhook-url']),
  'teams-workflows': texts('teams', { 'webhook-url': 'webhookUrl' }, ['webhook-url']),
  mattermost: texts('mattermost', { 'webhook-url': 'webhookUrl', channel: 'channel' }, ['webhook-url']),
  googlechat: texts('google_chat', { 'webhook-url': 'webhookUrl' }, ['webhook-url']),
  pagerduty: texts('pagerduty', { 'integration-key': 'routingKey' }, ['integration-key']),
  opsgenie: texts('opsgenie', { 'api-key': 'apiKey' }, ['api-key']),
  telegram: texts('telegram', { token: 'botToken', id: 'chatId' }, ['token']),
  gotify: texts('gotify', { 'server-url': 'serverUrl', token: 'appToken' }, ['token']),
  pushover: texts('pushover', { 'application-token': 'appToken', 'user-key': 'userKey' }, [
    'application-token',
    'user-key',
  ]),
  matrix: texts(
    'matrix',
    { 'server-url': 'homeserverUrl', 'access-token': 'accessToken', 'internal-room-id': 'roomId' },
    ['access-token'],
  ),
  ntfy: (provider) => {
    const [topic, url, token] = ['topic', 'url', 'token'].map((name) => textOf(provider, name));
    if (topic === undefined) return { lacks: 'its topic is empty' };
    return {
      channelType: 'ntfy',
      topic,
      ...(url !== undefined && { serverUrl: url }),
      ...(token !== undefined && { token: new Secret(token, 'ntfy token') }),
    };
  },
  email: emailOf,
};

function emailOf(provider: Row): DraftObject | { readonly lacks: string } {
  const [from, user, password, host, to] = ['from', 'username', 'password', 'host', 'to'].map((name) =>
    textOf(provider, name),
  );
  if (!from || !host || !to) return { lacks: 'its from, host or to are empty' };
  const port = numberOf(provider, 'port') ?? 587;
  return {
    channelType: 'email',
    recipients: to.split(',').map((one) => one.trim()),
    smtp: {
      ...{ host, port, security: port === 465 ? 'tls' : 'opportunistic', from },
      ...(password !== undefined && { user: user ?? from, password: new Secret(password, 'email password') }),
    },
  };
}

/** A provider's channel. Some are one for all endpoints of Gatus, with other settings for a group. */
export interface Alerting {
  /** The channel of a provider; undefined where there is none. */
  readonly channelOf: (type: string) => string | undefined;
  /** The alert of an endpoint with what the provider says by default. */
  readonly withDefaults: (alert: Row) => Row;
}

export function importAlerting(config: Row, gathering: Gathering): Alerting {
  const providers = isRow(config['alerting']) ? config['alerting'] : {};
  const names = new Map<string, string>();
  for (const [type, provider] of Object.entries(providers)) {
    if (!isRow(provider)) continue;
    const where = `channel "${type}"`;
    const made = MAKERS[type]?.(provider) ?? {
      lacks: 'Upwatch has no such channel; a webhook or Apprise may reach the same place',
    };
    if ('lacks' in made) {
      gathering.leftOut(where, `alerting.${type}`, typeof made['lacks'] === 'string' ? made['lacks'] : '');
      continue;
    }
    if (Array.isArray(provider['overrides']) && provider['overrides'].length > 0) {
      gathering.lost(where, 'overrides', 'groups tell by channels of their own: make one for each, and name it');
    }
    const name = gathering.name('alertChannels', type, `channel:${type}`);
    names.set(type, name);
    gathering.add({ section: 'alertChannels', ref: `channel:${type}`, name, from: type, body: { name, config: made } });
  }
  return {
    channelOf: (type) => names.get(type),
    withDefaults: (alert) => {
      const provider = providers[textOf(alert, 'type') ?? ''];
      const defaults = isRow(provider) && isRow(provider['default-alert']) ? provider['default-alert'] : {};
      return { ...defaults, ...alert };
    },
  };
}
