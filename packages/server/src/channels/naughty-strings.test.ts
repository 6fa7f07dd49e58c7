import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { failure } from '@upwatch/core';
import { sharedFile } from '@upwatch/core/testing';
import { email } from './email.ts';
import { oneLine } from './plain-text.ts';
import type { SendContext } from './port.ts';
import { slackMessage } from './slack.ts';
import { contextFor, opening } from './testing/alerts.ts';
import { mailParts, shown } from './testing/mail-parts.ts';
import { startSmtpSink } from './testing/smtp-sink.ts';
import { webhookBody } from './webhook.ts';

const corpus = sharedFile('corpora/naughty-strings.json');
const skip = corpus ? false : 'the case files are not beside the checkout';
const strings: readonly { readonly id: string; readonly input: string }[] = corpus
  ? JSON.parse(readFileSync(corpus, 'utf8')).cases
  : [];

/** An alert in which everything that comes from outside is one string. */
const alertOf = (text: string) =>
  opening({
    monitorName: text,
    headline: `${text} is down`,
    target: text,
    regions: [`near ${text}`],
    failure: { ...failure('status.unexpected'), message: text },
  });
const context: SendContext = contextFor({ late: { byMs: 300_000, nowTrue: 'It is still down now.' } });

test('no string makes Slack see more than text, or more than it takes (A08, A10)', { skip }, () => {
  for (const { id, input } of strings) {
    const json = JSON.stringify(slackMessage(alertOf(input), { ...context }));
    assert.ok(json.length <= 40_000 && json.isWellFormed(), id);
    const texts: string[] = [];
    JSON.parse(json, (key, value: unknown) => {
      if ((key === 'text' || key === 'fallback') && typeof value === 'string') texts.push(value);
      return value;
    });
    for (const text of texts.filter((one) => !one.endsWith('|Open in Upwatch>'))) {
      assert.ok(text.length > 0 && text.length <= 3_000, id);
      assert.ok(!/[<>]|&(?!amp;|lt;|gt;)/.test(text), `${id}: ${text}`);
    }
  }
});

test('every string comes through a webhook as it is, but for line ends and direction marks (A08)', { skip }, () => {
  for (const { id, input } of strings) {
    const body = JSON.parse(JSON.stringify(webhookBody(alertOf(input), context)));
    assert.equal(body.data.monitor.name, oneLine(input) || '(unnamed)', id);
    assert.equal(body.data.failure.message, oneLine(input), id);
  }
});

test('no string breaks a mail: one subject, one recipient, two parts, no element of its own (A08)', {
  skip,
}, async () => {
  await using sink = await startSmtpSink();
  const tagsOf = (html: string): readonly string[] =>
    Array.from(html.matchAll(/<(\/?[a-z0-9!]+)/gi), ([, name]) => name!);
  const config = email.config.parse({ channelType: 'email', recipients: ['oncall@example.com'] });
  await email.send(config, alertOf('plain'), { ...context, smtp: sink.settings });
  const usual = tagsOf(mailParts(sink.mails[0]!).parts.get('text/html')!);
  for (const { id, input } of strings) {
    const outcome = await email.send(config, alertOf(input), { ...context, smtp: sink.settings });
    assert.equal(outcome.type, 'sent', id);
    const raw = sink.mails.at(-1)!;
    for (const line of raw.split('\r\n'))
      assert.ok(line.length <= 998 && /^[\t\x20-\x7e]*$/.test(line), `${id}: ${line}`);
    const { headers, parts } = mailParts(raw);
    assert.equal(headers.get('subject')?.length, 1, id);
    assert.ok(shown(headers.get('subject')![0]!).startsWith('DOWN: '), id);
    assert.deepEqual(headers.get('to'), ['oncall@example.com'], id);
    assert.deepEqual([...headers.keys()].sort(), [...mailParts(sink.mails[0]!).headers.keys()].sort(), id);
    assert.deepEqual([...parts.keys()], ['text/plain', 'text/html'], id);
    assert.deepEqual(tagsOf(parts.get('text/html')!), usual, id);
  }
  assert.equal(new Set(sink.commands.filter((command) => command.startsWith('RCPT'))).size, 1);
});
