/** The kinds of notification that have a channel of ours: which fields they read, and what becomes of them. */
import { type DraftObject, flagOf, isRow, jsonOf, numberOf, type Row, Secret, textOf } from '@upwatch/server/foreign';

interface Made {
  readonly config: DraftObject;
  /** What is not to the letter: field and reason. */
  readonly remarks?: readonly (readonly [what: string, why: string])[];
}
/** Why there can be no channel. */
interface Lacking {
  readonly lacks: string;
}
interface Provider {
  readonly reads: readonly string[];
  make(config: Row, options: { readonly apprise?: string | undefined }): Made | Lacking;
}

/** A provider whose channel needs some texts and may have others. The needed ones and those that end in `!` are secrets. */
function plain(
  channelType: string,
  fields: Readonly<Record<string, `${'needs' | 'may'} ${string}`>>,
  secrets: readonly string[],
  also: (config: Row) => { readonly config?: DraftObject; readonly remarks?: Made['remarks'] } = () => ({}),
): Provider {
  return {
    reads: Object.keys(fields),
    make(config) {
      const made: Record<string, string | Secret> = {};
      for (const [field, rule] of Object.entries(fields)) {
        const [need, ours = ''] = rule.split(' ');
        const value = textOf(config, field)?.trim();
        if (value === undefined && need === 'needs') return { lacks: `its ${field} is empty` };
        if (value === undefined || ours === '-') continue;
        made[ours] = secrets.includes(field)
          ? new Secret(value, `${textOf(config, 'name') ?? channelType} ${ours}`)
          : value;
      }
      const more = also(config);
      return { config: { channelType, ...made, ...more.config }, ...(more.remarks && { remarks: more.remarks }) };
    },
  };
}

const ADDRESSES = ['smtpTo', 'smtpCC', 'smtpBCC'] as const;
const OUR_JSON = "the JSON is Upwatch's own: what receives it must read that";

export const PROVIDERS: Readonly<Record<string, Provider>> = {
  smtp: {
    reads: [
      ...ADDRESSES,
      ...['smtpHost', 'smtpPort', 'smtpSecure', 'smtpUsername', 'smtpPassword', 'smtpFrom', 'smtpIgnoreSTARTTLS'],
    ],
    make: emailOf,
  },
  slack: plain('slack', { slackwebhookURL: 'needs webhookUrl' }, ['slackwebhookURL']),
  discord: plain('discord', { discordWebhookUrl: 'needs webhookUrl' }, ['discordWebhookUrl']),
  telegram: plain(
    'telegram',
    { telegramBotToken: 'needs botToken', telegramChatID: 'needs chatId', telegramMessageThreadID: 'may -' },
    ['telegramBotToken'],
    (config) => {
      const thread = numberOf(config, 'telegramMessageThreadID');
      return thread === undefined ? {} : { config: { messageThreadId: thread } };
    },
  ),
  webhook: {
    reads: ['webhookURL', 'webhookContentType', 'webhookCustomBody', 'webhookAdditionalHeaders', 'httpMethod'],
    make: webhookOf,
  },
  teams: {
    reads: ['webhookUrl'],
    make(config) {
      const url = textOf(config, 'webhookUrl');
      if (url === undefined) return { lacks: 'its webhookUrl is empty' };
      if (/\.?webhook\.office\.com$/i.test(URL.parse(url)?.hostname ?? '')) {
        return {
          lacks: 'its connector is switched off by Microsoft: make a Power Automate workflow, and a channel of it',
        };
      }
      return { config: { channelType: 'teams', webhookUrl: new Secret(url, `${nameOf(config)} webhookUrl`) } };
    },
  },
  PagerDuty: plain(
    'pagerduty',
    { pagerdutyIntegrationKey: 'needs routingKey', pagerdutyIntegrationUrl: 'may -' },
    ['pagerdutyIntegrationKey'],
    (config) => {
      const url = textOf(config, 'pagerdutyIntegrationUrl');
      const isUsual = url === undefined || URL.parse(url)?.hostname === 'events.pagerduty.com';
      if (isUsual) return {};
      return {
        config: { apiUrl: url },
        remarks: [['pagerdutyIntegrationUrl', 'is taken as the address of the events API']],
      };
    },
  ),
  Opsgenie: plain(
    'opsgenie',
    { opsgenieApiKey: 'needs apiKey', opsgenieRegion: 'may -' },
    ['opsgenieApiKey'],
    (config) => ({ config: { region: /eu/i.test(textOf(config, 'opsgenieRegion') ?? '') ? 'eu' : 'us' } }),
  ),
  ntfy: {
    reads: [
      'ntfyserverurl',
      'ntfytopic',
      'ntfyAuthenticationMethod',
      'ntfyusername',
      'ntfypassword',
      'ntfyaccesstoken',
    ],
    make: ntfyOf,
  },
  gotify: plain('gotify', { gotifyserverurl: 'needs serverUrl', gotifyapplicationToken: 'needs appToken' }, [
    'gotifyapplicationToken',
  ]),
  pushover: plain(
    'pushover',
    {
      pushoveruserkey: 'needs userKey',
      pushoverapptoken: 'needs appToken',
      pushoversounds: 'may sound',
      pushoverpriority: 'may priority',
    },
    ['pushoveruserkey', 'pushoverapptoken'],
  ),
  matrix: plain(
    'matrix',
    { homeserverUrl: 'needs homeserverUrl', internalRoomId: 'needs roomId', accessToken: 'needs accessToken' },
    ['accessToken'],
  ),
  mattermost: plain(
    'mattermost',
    { mattermostWebhookUrl: 'needs webhookUrl', mattermostchannel: 'may channel', mattermosticonurl: 'may iconUrl' },
    ['mattermostWebhookUrl'],
  ),
  GoogleChat: plain('google_chat', { googleChatWebhookURL: 'needs webhookUrl' }, ['googleChatWebhookURL']),
  pushbullet: plain('pushbullet', { pushbulletAccessToken: 'needs accessToken' }, ['pushbulletAccessToken']),
  twilio: {
    reads: ['twilioAccountSID', 'twilioAuthToken', 'twilioFromNumber', 'twilioToNumber'],
    make: twilioOf,
  },
  apprise: { reads: ['appriseURL'], make: appriseOf },
};

function nameOf(config: Row): string {
  return textOf(config, 'name') ?? textOf(config, 'type') ?? 'channel';
}

function emailOf(config: Row): Made | Lacking {
  const recipients = ADDRESSES.flatMap((field) => addressesIn(textOf(config, field) ?? ''));
  const host = textOf(config, 'smtpHost');
  const from = textOf(config, 'smtpFrom') ?? textOf(config, 'smtpUsername');
  if (recipients.length === 0) return { lacks: 'it names no recipient' };
  if (host === undefined) return { lacks: 'its smtpHost is empty' };
  if (from === undefined) return { lacks: 'its smtpFrom is empty' };
  const isTls = flagOf(config, 'smtpSecure') ?? false;
  const [user, password] = [textOf(config, 'smtpUsername'), textOf(config, 'smtpPassword')];
  const smtp = {
    host: host.trim(),
    port: numberOf(config, 'smtpPort') ?? (isTls ? 465 : 587),
    security: isTls ? 'tls' : flagOf(config, 'smtpIgnoreSTARTTLS') ? 'none' : 'opportunistic',
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password: new Secret(password, `${nameOf(config)} password`) }),
    from: plainSender(from),
  };
  const copied = ADDRESSES.slice(1).filter((field) => textOf(config, field) !== undefined);
  const remarks = copied.map((field) => [field, 'is a recipient like the others'] as const);
  return { config: { channelType: 'email', recipients: [...new Set(recipients)], smtp }, remarks };
}

/** `Ops <ops@shop.example>, night@shop.example` */
function addressesIn(text: string): readonly string[] {
  return text
    .split(/[,;]/)
    .map((one) => (/<([^<>]+)>/.exec(one)?.[1] ?? one).trim())
    .filter((one) => one !== '');
}

/** Quotes around the name are the mail's business. */
function plainSender(text: string): string {
  return text.trim().replace(/^"([^"]*)"\s*</, '$1 <');
}

function webhookOf(config: Row): Made | Lacking {
  const url = textOf(config, 'webhookURL');
  if (url === undefined) return { lacks: 'its webhookURL is empty' };
  const remarks: (readonly [string, string])[] = [['webhookContentType', OUR_JSON]];
  if (textOf(config, 'webhookCustomBody') !== undefined) remarks.push(['webhookCustomBody', OUR_JSON]);
  const method = textOf(config, 'httpMethod')?.toUpperCase() ?? 'POST';
  if (method !== 'POST') return { lacks: `it sends by ${method}, webhooks of Upwatch by POST` };
  const given = jsonOf(config, 'webhookAdditionalHeaders');
  const ours = /^(content-type|content-length|user-agent|host)$/i;
  const headers = isRow(given) ? Object.entries(given).filter(([name]) => !ours.test(name)) : [];
  const customHeaders = Object.fromEntries(
    headers.map(([name, value]) => [name, new Secret(String(value), `${nameOf(config)} header ${name}`)]),
  );
  const secretUrl = new Secret(url, `${nameOf(config)} url`);
  return {
    config: { channelType: 'webhook', url: secretUrl, ...(headers.length > 0 && { customHeaders }) },
    remarks,
  };
}

function ntfyOf(config: Row): Made | Lacking {
  const topic = textOf(config, 'ntfytopic');
  if (topic === undefined) return { lacks: 'its ntfytopic is empty' };
  const server = textOf(config, 'ntfyserverurl');
  const method = textOf(config, 'ntfyAuthenticationMethod');
  const token = method === 'accessToken' ? textOf(config, 'ntfyaccesstoken') : undefined;
  const user = method === 'usernamePassword' ? textOf(config, 'ntfyusername') : undefined;
  const password = method === 'usernamePassword' ? textOf(config, 'ntfypassword') : undefined;
  return {
    config: {
      channelType: 'ntfy',
      ...(server !== undefined && { serverUrl: server }),
      topic,
      ...(token !== undefined && { token: new Secret(token, `${nameOf(config)} token`) }),
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password: new Secret(password, `${nameOf(config)} password`) }),
    },
  };
}

function twilioOf(config: Row): Made | Lacking {
  const accountSid = textOf(config, 'twilioAccountSID');
  const authToken = textOf(config, 'twilioAuthToken');
  const from = textOf(config, 'twilioFromNumber');
  const to = textOf(config, 'twilioToNumber');
  if (!accountSid || !authToken || !from || !to) return { lacks: 'its account, token or numbers are empty' };
  const token = new Secret(authToken, `${nameOf(config)} authToken`);
  return { config: { channelType: 'twilio', accountSid, authToken: token, from, to: addressesIn(to) } };
}

/** Uptime Kuma runs Apprise itself, Upwatch asks a server of it. */
function appriseOf(config: Row, { apprise }: { readonly apprise?: string | undefined }): Made | Lacking {
  const url = textOf(config, 'appriseURL');
  if (url === undefined) return { lacks: 'its appriseURL is empty' };
  if (apprise === undefined) return { lacks: 'it needs an Apprise API server: name it with --apprise-url' };
  const urls = new Secret(url, `${nameOf(config)} urls`);
  return { config: { channelType: 'apprise', apiUrl: apprise, urls } };
}
