/** Subscribers of a page over loopback: from the form to the last mail, with a server that looks, decides and tells. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailParts, shown } from '../../channels/testing/mail-parts.ts';
import { serverOf, watching } from '../../testing/declared-server.ts';
import { scriptedTarget } from '../../testing/loopback.ts';
import { startMailbox } from './testing/mailbox.ts';

const PUBLIC = 'https://status.example.org';

test('a reader confirms, hears of an outage from its beginning to its end, and leaves by one click', {
  timeout: 60_000,
}, async (t) => {
  const target = await scriptedTarget(t);
  await using mailbox = await startMailbox();
  const { smtp } = mailbox;
  const call = await serverOf(t, {
    server: { publicUrl: PUBLIC },
    alertChannels: [{ name: 'mail', config: { channelType: 'email', recipients: ['ops@example.org'], smtp } }],
    monitors: [{ ...watching('the-inner-name', target), alertChannels: [] }],
    statusPages: [
      {
        ...{ name: 'Shop <b>', slug: 'shop', incidentMode: 'AUTOMATIC', mailChannel: 'mail', language: 'de' },
        components: [{ name: 'Kasse', monitor: 'the-inner-name' }],
      },
    ],
  });
  const post = (path: string, fields: Record<string, string>) =>
    fetch(`${call.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
  const asked = await post('/status/shop/subscribe', { email: 'ada@example.org' });
  assert.equal(asked.status, 200);
  const request = mailParts(await mailbox.mail(1));
  assert.deepEqual(request.headers.get('to'), ['ada@example.org']);
  const pathIn = (text: string, act: string): string =>
    new RegExp(`${PUBLIC}(/status/shop/${act}/[\\w-]+)`).exec(text)?.[1] ?? assert.fail(text);
  assert.equal(request.headers.get('list-unsubscribe'), undefined, 'nothing is subscribed yet');
  assert.equal((await post(pathIn(request.parts.get('text/plain')!, 'confirm'), {})).status, 200);

  target.statusCode = 503;
  const began = mailParts(await mailbox.mail(2));
  target.statusCode = 200;
  const ended = mailParts(await mailbox.mail(3));
  assert.deepEqual(
    [began, ended].map(({ headers }) => headers.get('subject')?.map(shown)),
    [['[Shop <b>] Wird untersucht: Ausfall: Kasse'], ['[Shop <b>] Behoben: Ausfall: Kasse']],
  );
  for (const { headers, parts } of [began, ended]) {
    const [leave] = headers.get('list-unsubscribe')!;
    assert.match(leave!, new RegExp(`^<${PUBLIC}/status/shop/unsubscribe/[\\w-]+>$`));
    assert.deepEqual(headers.get('list-unsubscribe-post'), ['List-Unsubscribe=One-Click']);
    assert.deepEqual(headers.get('auto-submitted'), ['auto-generated']);
    assert.deepEqual(headers.get('from'), ['Upwatch <alerts@upwatch.example>']);
    for (const part of [parts.get('text/plain')!, parts.get('text/html')!]) {
      assert.match(part, /Kasse/);
      assert.match(part, new RegExp(`${PUBLIC}/status/shop/incidents/[\\w-]+`));
      assert.doesNotMatch(part, /the-inner-name|127\.0\.0\.1/);
    }
    assert.match(parts.get('text/html')!, /Shop &lt;b&gt;/);
    assert.doesNotMatch(parts.get('text/html')!, /<img|<script|Shop <b>/);
  }
  assert.deepEqual(began.headers.get('references'), ended.headers.get('references'));
  const leave = pathIn(ended.headers.get('list-unsubscribe')![0]!, 'unsubscribe');
  assert.equal((await post(leave, { 'List-Unsubscribe': 'One-Click' })).status, 200);
  const [page]: { id: string }[] = await call('/status-pages');
  assert.deepEqual(await call(`/status-pages/${page!.id}/subscribers`), []);
});
