/** What can be told where, as forms want to know it: made from the schemas of the channels, so that it cannot lag behind. */
import { z } from 'zod';
import type { ApiChannel } from './deps.ts';

/** As providers write themselves, where that is not the words of the type. */
const NAMES: Readonly<Record<string, string>> = {
  email: 'E-mail',
  gitlab: 'GitLab',
  google_chat: 'Google Chat',
  incident_io: 'incident.io',
  ntfy: 'ntfy',
  pagerduty: 'PagerDuty',
  splunk_oncall: 'Splunk On-Call',
  teams: 'Microsoft Teams',
};

/** Told by every channel in its own words already, and no setting of the provider's. */
const NOT_FIELDS = new Set(['channelType']);

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly example?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** One kind of channel, with the fields of its settings: those that let it in, and the others. */
export function integrationOf({ type, config, secretFields }: ApiChannel) {
  const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const required = new Set(schema.required);
  const secrets = new Set(secretFields.map((path) => path.split('.', 1)[0]!));
  const fields = Object.entries(schema.properties ?? {})
    .filter(([key]) => !NOT_FIELDS.has(key))
    .map(([key, field]) => fieldOf(key, field, { isRequired: required.has(key), isSecret: secrets.has(key) }));
  const name = NAMES[type] ?? wordsOf(type);
  return {
    type,
    name,
    description: `Alerts to ${name}.`,
    logoUrl: '',
    authType: authOf(secretFields),
    tierAvailability: 'FREE' as const,
    lifecycle: 'GA',
    setupGuideUrl: `docs/channels/${type}.md`,
    configSchema: {
      connectionFields: fields.filter(({ sensitive }) => sensitive),
      channelFields: fields.filter(({ sensitive }) => !sensitive),
    },
  };
}

function fieldOf(key: string, schema: JsonSchema, how: { readonly isRequired: boolean; readonly isSecret: boolean }) {
  const forms = schema.anyOf ?? schema.oneOf ?? [schema];
  const form = forms.find(({ type }) => type !== 'null') ?? schema;
  const options = form.enum?.map(String) ?? null;
  const byDefault = schema.default ?? form.default;
  return {
    key,
    label: wordsOf(key),
    type: options ? 'select' : kindOf(form),
    required: how.isRequired,
    sensitive: how.isSecret,
    placeholder: typeof schema.example === 'string' ? schema.example : null,
    helpText: schema.description ?? form.description ?? null,
    options,
    default: byDefault === undefined || byDefault === null ? null : textOf(byDefault),
  };
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
};

function kindOf({ type }: JsonSchema): string {
  return KINDS[String(type)] ?? 'text';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `webhookUrl` → `Webhook URL` */
function wordsOf(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  const text = words.replaceAll(/\b(url|id|api|sms)\b/g, (word) => word.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function authOf(secretFields: readonly string[]): string {
  if (secretFields.length === 0) return 'none';
  return secretFields.some((field) => /url$/i.test(field)) ? 'webhook' : 'api_key';
}
