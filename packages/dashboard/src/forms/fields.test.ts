import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Field, fieldOf, fieldsOf, sortFields } from './fields.ts';
import { CHANNEL_SCHEMAS } from './generated/channel-schemas.ts';
import { ASSERTION_SCHEMA, CHECK_TYPE_SCHEMAS, MONITOR_SCHEMA } from './generated/monitor-schemas.ts';

const names = (fields: readonly Field[]): string => fields.map(({ name }) => name).join(' ');
const find = (fields: readonly Field[], name: string): Field => {
  const found = fields.find((one) => one.name === name);
  assert.ok(found, `${name} in ${names(fields)}`);
  return found;
};

/** What stands in front, with a star for what is never shown again. */
const FRONT: Readonly<Record<string, string>> = {
  HTTP: 'url method',
  DNS: 'hostname',
  TCP: 'host port',
  TLS: 'host',
  ICMP: 'host',
  MCP_SERVER: 'command args url customHeaders',
  HEARTBEAT: 'expectedInterval gracePeriod cron onCalendar maxRunSeconds',
  apprise: 'apiUrl',
  datadog: 'apiKey*',
  discord: 'webhookUrl*',
  email: 'recipients',
  gitlab: 'endpointUrl authorizationKey*',
  google_chat: 'webhookUrl*',
  gotify: 'serverUrl appToken*',
  incident_io: 'apiKey*',
  jira: 'domain email apiToken* projectKey',
  linear: 'apiKey* teamId',
  matrix: 'homeserverUrl accessToken* roomId',
  mattermost: 'webhookUrl*',
  ntfy: 'topic*',
  opsgenie: 'apiKey*',
  pagerduty: 'routingKey*',
  pushbullet: 'accessToken*',
  pushover: 'userKey* appToken*',
  rootly: 'apiKey*',
  slack: 'webhookUrl*',
  splunk_oncall: 'apiKey* routingKey',
  teams: 'webhookUrl*',
  telegram: 'botToken* chatId',
  twilio: 'accountSid authToken* from to',
  webhook: 'url*',
  zapier: 'webhookUrl*',
};

test('every check type and every channel has a form: what it needs stands in front, the rest is folded away', () => {
  const schemas = { ...CHECK_TYPE_SCHEMAS, ...CHANNEL_SCHEMAS };
  const drawn = Object.entries(schemas).map(([type, schema]) => {
    const { front } = sortFields(fieldsOf(schema));
    return [type, front.map((field) => `${field.name}${isSecret(field) ? '*' : ''}`).join(' ')];
  });
  assert.deepEqual(Object.fromEntries(drawn), FRONT);
});

test('no setting is lost: each property of each schema is a field, in front, folded away, or a constant', () => {
  for (const [type, schema] of Object.entries({ ...CHECK_TYPE_SCHEMAS, ...CHANNEL_SCHEMAS })) {
    const fields = fieldsOf(schema);
    const { front, advanced } = sortFields(fields);
    const constants = fields.filter((field) => field.type === 'constant');
    const all = [...front, ...advanced, ...constants].map(({ name }) => name);
    assert.deepEqual(all.sort(), Object.keys(schema.properties!).sort(), type);
  }
});

test('every kind of assertion, and all that monitors share, has a form too', () => {
  const assertion = fieldOf(ASSERTION_SCHEMA, { name: 'config', isRequired: true });
  assert.ok(assertion.type === 'union');
  assert.equal(assertion.tag, 'type');
  assert.equal(assertion.variants.length, ASSERTION_SCHEMA.oneOf!.length);
  assert.deepEqual(
    fieldsOf(MONITOR_SCHEMA)
      .map(({ name, type }) => `${name}:${type}`)
      .sort(),
    Object.keys(MONITOR_SCHEMA.properties!)
      .map((name) => `${name}:${find(fieldsOf(MONITOR_SCHEMA), name).type}`)
      .sort(),
  );
});

test('what can be left out, what it is then, and in what unit it is counted, are read from the schema', () => {
  const http = fieldsOf(CHECK_TYPE_SCHEMAS['HTTP']!);
  const timeout = find(http, 'timeoutMs');
  assert.ok(timeout.type === 'number');
  assert.deepEqual(
    [timeout.unit, timeout.initial, timeout.minimum, timeout.maximum, timeout.isRequired],
    ['ms', 10_000, 100, 300_000, false],
  );
  assert.equal(find(http, 'url').isRequired, true);
  assert.equal(find(http, 'verifyTls').type, 'boolean');
  const heartbeat = find(fieldsOf(CHECK_TYPE_SCHEMAS['HEARTBEAT']!), 'gracePeriod');
  assert.equal(heartbeat.type === 'number' && heartbeat.unit, 'seconds');
});

test('secrets are found however deep they lie', () => {
  const tls = find(fieldsOf(CHECK_TYPE_SCHEMAS['HTTP']!), 'tls');
  assert.ok(tls.type === 'group');
  assert.deepEqual(
    tls.fields.filter(isSecret).map(({ name }) => name),
    ['keyPem', 'keyPassphrase'],
  );
  const auth = find(fieldsOf(CHECK_TYPE_SCHEMAS['HTTP']!), 'auth');
  assert.ok(auth.type === 'union');
  const bearer = auth.variants.find(({ id }) => id === 'bearer')!.field;
  assert.ok(bearer.type === 'group');
  assert.ok(isSecret(find(bearer.fields, 'token')));
  const smtp = find(fieldsOf(CHANNEL_SCHEMAS['email']!), 'smtp');
  assert.ok(smtp.type === 'group');
  assert.ok(isSecret(find(smtp.fields, 'password')));
  assert.ok(isSecret(find(fieldsOf(CHANNEL_SCHEMAS['webhook']!), 'customHeaders')));
});

test('several shapes are a choice, told apart by what names them or by their kind', () => {
  const tls = find(fieldsOf(CHECK_TYPE_SCHEMAS['TCP']!), 'tls');
  assert.ok(tls.type === 'union');
  assert.deepEqual([tls.tag, tls.variants.map(({ id }) => id)], [undefined, ['boolean', 'object']]);
  const addresses = fieldOf(
    {
      anyOf: [
        { type: 'string', format: 'ipv4' },
        { type: 'string', format: 'ipv6' },
      ],
    },
    { name: 'ip', isRequired: true },
  );
  assert.equal(addresses.type, 'text');
});

test('a schema that no form can be drawn of is an error, not an empty place', () => {
  assert.throws(() => fieldOf({}, { name: 'odd', isRequired: true }), /no form can be drawn of odd/);
});

function isSecret(field: Field): boolean {
  return (field.type === 'text' || field.type === 'record') && field.isSecret;
}
