import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeAlert } from './alert-text.ts';
import { email } from './email.ts';
import { CHANNELS } from './index.ts';
import { slack } from './slack.ts';
import { withTemplate } from './templates.ts';
import { contextFor, opening, recovery } from './testing/alerts.ts';
import { startHttpSink } from './testing/http-sink.ts';
import { mailParts, shown } from './testing/mail-parts.ts';
import { startSmtpSink } from './testing/smtp-sink.ts';

const channel = withTemplate(slack);
const settings = { channelType: 'slack', webhookUrl: 'https://hooks.example/x' };
const faultsOf = (template: unknown) =>
  (channel.config.safeParse({ ...settings, template }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  );
const composed = (template: { title?: string; body?: string }, message = opening(), change = {}) =>
  composeAlert(message, contextFor({ template, ...change }));

test('a title stands in the place of the headline, a body in that of cause and facts', () => {
  const title = '{{ word }} {{ name | upcase }} ({{ failureCode }})';
  const body =
    'at {{ target }}\n{% if statusCode != "" %}it answered {{ statusCode }}{% endif %}\n\nsince {{ startedAt | date: "%H:%M" }}';
  const text = composed({ title, body });
  assert.deepEqual(
    [text.title, text.headline, text.summary],
    ['DOWN SHOP (tls.expired)', 'DOWN SHOP (tls.expired)', 'DOWN SHOP (tls.expired)'],
  );
  assert.deepEqual(text.notes, ['at https://shop.example/health', 'it answered 503', 'since 12:04']);
  assert.deepEqual([text.cause, text.facts, text.members], [undefined, [], []]);
  assert.equal(text.link, 'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002');
  assert.equal(composed({ title: '{{ name }}: {{ duration }}' }, recovery()).headline, 'shop: 12 min 5 s');
});

test('times are UTC, wherever the server stands', () => {
  const before = process.env['TZ'];
  try {
    process.env['TZ'] = 'Asia/Tokyo';
    assert.equal(composed({ title: '{{ startedAt | date: "%H:%M" }}' }).headline, '12:04');
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});

test('a title stands alone where a form has a title of its own: the subject of a mail', async () => {
  await using sink = await startSmtpSink();
  const config = email.config.parse({ channelType: 'email', recipients: ['oncall@example.com'] });
  const context = contextFor({ smtp: sink.settings, template: { title: 'Störung: {{ name }}' } });
  assert.equal((await email.send(config, opening(), context)).type, 'sent');
  assert.deepEqual(mailParts(sink.mails[0]!).headers.get('subject')?.map(shown), ['Störung: shop']);
});

test('what says that a message is late stays, whatever the body says', () => {
  const late = { byMs: 3_600_000, nowTrue: 'It is still down now.' };
  const { notes } = composed({ body: 'own words, and {{ now }}' }, opening(), { late });
  assert.equal(notes[0], 'own words, and It is still down now.');
  assert.match(notes[1]!, /^This message comes 1 h late/);
});

test('every fact is a variable, an unknown one is empty, and a name is never read as a template (A09)', () => {
  assert.equal(composed({ title: '[{{ nothing }}{{ a.b.c }}]{{ name }}' }).headline, '[]shop');
  const name = '{{ target }} {% if x %}';
  assert.equal(composed({ title: '{{ name }}' }, opening({ monitorName: name })).headline, name);
  assert.equal(composed({ title: '{{ name.constructor }}{{ __proto__ }}x${word}' }).headline, 'x${word}');
});

test('an empty result leaves the usual text', () => {
  const text = composed({ title: '{{ nothing }}', body: '\n {{ nothing }} \n' });
  assert.match(text.headline, /^shop is down/);
  assert.ok(text.facts.length > 0 && text.cause !== undefined);
});

test('a template with a fault is refused with its field when the channel is made (A09)', () => {
  const rows = [
    [{ title: '{{ name' }, /^template\.title must be a Liquid template.*not closed/],
    [{ body: '{% if name %}' }, /^template\.body .*not closed/],
    [{ body: '{{ name | shout }}' }, /^template\.body .*no filters but append.*undefined filter: shout/],
    [{ body: '{% for a in (1..9) %}{% endfor %}' }, /^template\.body .*no tags but case.*tag "for" not found/],
    [{ title: "{{constructor.constructor('return 1')()}}" }, /^template\.title /],
    [{ body: '{{#each items}}' }, /^template\.body /],
    [{ body: '{{ (1..100000000) }}' }, /^template\.body .*memory/],
    [{ body: '{{ "2026-01-01" | date: "%999999999d" }}' }, /^template\.body .*memory/],
    [{ title: 'x'.repeat(501) }, /^template\.title must have at most 500 characters$/],
    [{ body: '{'.repeat(1_000_000) }, /^template\.body must have at most 5000 characters$/],
    [{ title: '' }, /^template\.title must not be empty$/],
    [{ subject: 'x' }, /^template .*subject/],
    ['{{ name }}', /^template /],
  ] as const;
  for (const [template, expected] of rows) {
    const faults = faultsOf(template);
    assert.equal(faults.length, 1, JSON.stringify(faults));
    assert.match(faults[0]!, expected);
  }
  for (const good of [null, {}, { title: null }, { title: '{{ name }}', body: '{% # note %}{% raw %}{{{% endraw %}' }])
    assert.deepEqual(faultsOf(good), []);
});

test('no template reads files, repeats or keeps values', () => {
  const tags = ['for', 'tablerow', 'include', 'render', 'layout', 'block', 'assign', 'capture', 'cycle', 'increment'];
  for (const tag of [...tags, 'decrement', 'liquid', 'echo'])
    assert.match(faultsOf({ body: `{% ${tag} x %}` }).join(), new RegExp(`tag "${tag}" not found`));
  for (const filter of ['replace', 'split', 'join', 'json', 'map', 'where_exp', 'raw', 'inspect'])
    assert.match(faultsOf({ body: `{{ name | ${filter}: "a", "b" }}` }).join(), new RegExp(`filter: ${filter}`));
});

test('one that fails while sending leaves the usual text, with a note', () => {
  const text = composed(
    { title: 'x', body: `{{ target${' | append: target'.repeat(200)} }}` },
    opening({ target: 'a'.repeat(9_000) }),
  );
  assert.match(text.headline, /^shop is down/);
  assert.equal(text.title, undefined);
  assert.ok(text.facts.length > 0);
  assert.match(
    text.notes.at(-1)!,
    /^The template of this channel could not be used \(memory alloc limit exceeded.*usual text/,
  );
});

test('what a template makes is bounded, in characters and lines (A09)', () => {
  const long = opening({
    monitorName: 'a\n'.repeat(40_000),
    target: 'b'.repeat(100_000),
    headline: 'c'.repeat(100_000),
  });
  const body = '{{ target }}{{ headline }}{{ name }}\n'.repeat(130);
  const text = composed({ title: '{{ target }}'.repeat(40), body }, long);
  assert.ok(text.headline.length <= 500, `${text.headline.length}`);
  assert.ok(text.notes.join('').length <= 8_100);
  const lines = composed({ body: 'x\n'.repeat(2_000) }).notes;
  assert.deepEqual([lines.length, lines.at(-1)], [41, '… (+1960 lines)']);
});

test('the setting is there for every channel, shown as it is, and unknown to the channel itself', async () => {
  await using sink = await startHttpSink(() => ({ status: 200, body: 'ok' }));
  const own = { title: 'own {{ name }}' };
  const config = channel.config.parse({ ...settings, webhookUrl: sink.url, template: own });
  assert.equal((await channel.send(config, opening(), contextFor())).type, 'sent');
  assert.match(sink.received[0]!.body, /\*DOWN\* own shop/);
  assert.deepEqual(channel.display(config), { webhookUrl: sink.url, template: own });
  assert.deepEqual(channel.display(channel.config.parse(settings)), slack.display(slack.config.parse(settings)));
  for (const { type, config: schema } of CHANNELS) {
    const { error } = schema.safeParse({ channelType: type, template: { title: '{{' } });
    assert.ok(
      error?.issues.some(({ path }) => path.join('.') === 'template.title'),
      type,
    );
  }
});
