/** The page of a link: looking changes nothing, a form acts, and what it says is true. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { StoreRefusal } from '../stores/port.ts';
import { sampleId } from '../stores/testing/samples.ts';
import { testApi } from '../api/testing/test-api.ts';
import { linksWith } from './links.ts';
import { NAME_MAX, nextMorning } from './page.ts';

const LINKS = linksWith(Buffer.alloc(32, 7));
const DAY_MS = 86_400_000;

async function rig(t: Pick<TestContext, 'after'>, title = 'Payments are slow') {
  const api = await testApi({ deps: { links: LINKS } });
  t.after(() => api[Symbol.asyncDispose]());
  const channel = { name: 'ops', config: { channelType: 'webhook', url: 'https://hooks.example/1' } };
  const { id: channelId } = (await api.ask('POST', '/api/v1/alert-channels', channel)).body.data;
  const opened = await api.ask('POST', '/api/v1/incidents', { title, severity: 'DOWN' });
  const { id: incidentId } = opened.body.data.incident;
  const token = LINKS.sign({ incidentId, channelId, expiresAtMs: api.nowMs() + 7 * DAY_MS });
  const post = (form: Record<string, string>, to = token) =>
    api.inject({
      method: 'POST',
      url: `/act/${to}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    });
  const look = (of = token, method: 'GET' | 'HEAD' = 'GET') => api.inject({ method, url: `/act/${of}` });
  const detail = async () => (await api.ask('GET', `/api/v1/incidents/${incidentId}`)).body.data;
  const story = async () => (await detail()).updates.map(({ body }: { body: string }) => body);
  return { api, channelId, incidentId, token, post, look, detail, story };
}

test('looking at it, by whatever means and however often, changes nothing', async (t) => {
  const { look, detail } = await rig(t);
  const before = await detail();
  for (let i = 0; i < 5; i++) {
    const page = await look();
    assert.equal(page.statusCode, 200);
    assert.match(page.payload, /Payments are slow[\s\S]*Opened by hand at 03:04 UTC[\s\S]*Nobody has taken it on yet/);
    assert.equal((await look(undefined, 'HEAD')).payload, '');
  }
  assert.deepEqual(await detail(), before);
});

test('nothing is loaded, nothing runs, nobody frames, keeps or indexes it, and no log has the token', async (t) => {
  const { api, look, token } = await rig(t);
  const { headers, payload } = await look();
  const policy = String(headers['content-security-policy']);
  assert.match(
    policy,
    /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; frame-ancestors 'none'/,
  );
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(String(headers['x-robots-tag']), /noindex/);
  assert.doesNotMatch(payload, /<script|src=|href=|style="/);
  assert.ok(!payload.includes(token), 'the page does not repeat it');
  assert.ok(!api.log.join('').includes(token));
  assert.ok(api.log.join('').includes('/act/…'));
});

test('a form acknowledges, in the name that it gives and that of the channel; the trail says so', async (t) => {
  const { api, post, detail, story } = await rig(t);
  const page = await post({ do: 'acknowledge', name: ' Ada\u202e Lovelace ', comment: 'on it' });
  assert.equal(page.statusCode, 200);
  assert.match(page.payload, /You have it\.[\s\S]*Ada Lovelace \(link in ops\) has had it since/);
  assert.equal((await detail()).incident.acknowledgedBy, 'Ada Lovelace (link in ops)');
  assert.equal((await story()).at(-1), 'Acknowledged by Ada Lovelace (link in ops): on it');
  const { items } = await api.core.audit.list({ page: 0, size: 10 });
  const acts = items.map(({ actor, action }) => `${actor} ${action}`);
  assert.ok(acts.includes('Ada Lovelace (link in ops) incident.acknowledged'), acts.join(', '));
});

test('whoever comes second is told who was first, and a comment of theirs is kept', async (t) => {
  const { api, post, detail, story } = await rig(t);
  await post({ do: 'acknowledge', name: 'Ada' });
  api.pass(1000);
  const silent = await post({ do: 'acknowledge', name: 'Bob' });
  assert.match(
    silent.payload,
    /Somebody has it already\.<\/strong>Nothing was changed\.[\s\S]*Ada \(link in ops\) has had it since/,
  );
  const said = await post({ do: 'acknowledge', name: 'Bob', comment: 'I saw it too' });
  assert.match(said.payload, /Your comment was added/);
  assert.equal((await story()).at(-1), 'Bob (link in ops): I saw it too');
  assert.equal((await detail()).incident.acknowledgedBy, 'Ada (link in ops)');
  api.pass(1000);
  assert.match((await post({ do: 'comment', comment: 'still at it' })).payload, /Your comment was added/);
  assert.equal((await story()).at(-1), 'the link in ops: still at it');
});

test('a snooze lasts as long as its button says', async (t) => {
  const { api, post, detail } = await rig(t);
  const until = async () => Date.parse((await detail()).incident.snoozedUntil) - api.nowMs();
  assert.match(
    (await post({ do: 'snooze-60' })).payload,
    /Quiet until 04:04 UTC[\s\S]*Snoozed by the link in ops until/i,
  );
  assert.equal(await until(), 3_600_000);
  await post({ do: 'snooze-240' });
  assert.equal(await until(), 4 * 3_600_000);
  const morning = /value="until-(\d+)"/.exec((await post({ do: 'nothing' })).payload)?.[1];
  assert.equal(Number(morning), nextMorning(api.nowMs()));
  await post({ do: `until-${morning}` });
  assert.equal((await until()) + api.nowMs(), Number(morning));
});

test('what no button says does nothing and says so: a time that is past, one too far, another word, no comment', async (t) => {
  const { api, post, detail } = await rig(t);
  const before = (await detail()).updates.length;
  const wrong = [`until-${api.nowMs() - 1}`, 'snooze-999999', 'snooze-0', 'explode', '', 'comment'];
  for (const action of wrong) assert.equal((await post({ do: action, name: 'Ada' })).statusCode, 400, action);
  const long = await post({ do: 'acknowledge', comment: 'x'.repeat(2001) });
  assert.match(long.payload, /may have 2000 characters, and has 2001/);
  assert.equal((await detail()).updates.length, before);
  assert.equal((await detail()).incident.acknowledgedAt, null);
});

test('it is closed by hand from there; later forms are told that it is over', async (t) => {
  const { post, look, detail } = await rig(t);
  assert.match((await post({ do: 'resolve', name: 'Ada', comment: 'restarted' })).payload, /It is closed\./);
  assert.equal((await detail()).incident.status, 'RESOLVED');
  const after = await post({ do: 'acknowledge', name: 'Bob' });
  assert.match(after.payload, /It was over already\.[\s\S]*nothing left to do/);
  const page = (await look()).payload;
  assert.match(page, /It was closed by hand at/);
  assert.doesNotMatch(page, /<form/);
});

test('what cannot be done is not said to be over: the refusal says why', async (t) => {
  const { api, post } = await rig(t);
  const refuse = async () => {
    throw new StoreRefusal('conflict', 'the incident is over, or its group is gone');
  };
  Object.assign(api.engine, { acknowledgeIncident: refuse });
  const page = await post({ do: 'acknowledge', comment: 'on it' });
  assert.equal(page.statusCode, 409);
  assert.match(page.payload, /Nothing was done<\/strong>The incident is over, or its group is gone\./);
});

test('the incident of a resource group offers the same acts as any other', async (t) => {
  const { api, look, detail } = await rig(t);
  const incident = (await api.core.incidents.get((await detail()).incident.id))!;
  const ofGroup = { ...incident, source: 'RESOURCE_GROUP' } as const;
  await api.core.incidents.commit({ incident: ofGroup, updates: [], deliveries: [] }, undefined);
  const { payload } = await look();
  assert.match(payload, /Nobody has taken[\s\S]*value="acknowledge"[\s\S]*Snooze[\s\S]*value="resolve"/);
});

test('forged links, links to what is gone, and links of a channel that was deleted show one and the same page', async (t) => {
  const { api, channelId, incidentId, token, look, post, detail } = await rig(t);
  const expiresAtMs = api.nowMs() + DAY_MS;
  const forged = linksWith(Buffer.alloc(32, 8)).sign({ incidentId, channelId, expiresAtMs });
  const gone = LINKS.sign({ incidentId: sampleId(99), channelId, expiresAtMs });
  const pages = await Promise.all([forged, gone, 'x', token.slice(2)].map((one) => look(one)));
  for (const page of pages) {
    assert.equal(page.statusCode, 404);
    assert.equal(page.payload, pages[0]!.payload);
  }
  assert.equal((await post({ do: 'acknowledge' }, forged)).statusCode, 404);
  assert.equal((await detail()).incident.acknowledgedAt, null);
  assert.equal((await api.ask('DELETE', `/api/v1/alert-channels/${channelId}`)).status, 200);
  assert.equal((await look()).payload, pages[0]!.payload);
});

test('a link ends after its time, and acts no more', async (t) => {
  const { api, look, post, detail } = await rig(t);
  api.pass(7 * DAY_MS - 1);
  assert.equal((await look()).statusCode, 200);
  api.pass(1);
  assert.equal((await look()).statusCode, 410);
  assert.match((await post({ do: 'acknowledge' })).payload, /This link has expired/);
  assert.equal((await detail()).incident.acknowledgedAt, null);
});

test('names stay text, in the page and in its fields', async (t) => {
  const { look, post } = await rig(t, '<img src=x onerror=alert(1)> & "quotes"');
  assert.match((await look()).payload, /&lt;img src=x onerror=alert\(1\)&gt; &amp; &quot;quotes&quot;/);
  const page = (await post({ do: 'explode', name: '"><script>', comment: '</textarea><script>' })).payload;
  assert.doesNotMatch(page, /<script|<img/);
  assert.match(page, /value="&quot;&gt;&lt;script&gt;"/);
  const cut = (await post({ do: 'explode', name: 'x'.repeat(200) })).payload;
  assert.ok(cut.includes(`value="${'x'.repeat(NAME_MAX)}"`));
});

test('other bodies, and bodies that are too large, act on nothing and are answered with a page', async (t) => {
  const { api, token, detail } = await rig(t);
  const send = (type: string, payload: string) =>
    api.inject({ method: 'POST', url: `/act/${token}`, headers: { 'content-type': type }, payload });
  assert.equal((await send('application/json', '{"do":"resolve"}')).statusCode, 400);
  assert.equal((await send('text/plain', 'do=resolve')).statusCode, 415);
  const large = await send('application/x-www-form-urlencoded', `do=resolve&comment=${'x'.repeat(20_000)}`);
  assert.equal(large.statusCode, 413);
  assert.match(large.payload, /<h1>That did not work<\/h1>/);
  assert.equal((await detail()).incident.status, 'CONFIRMED');
});

test('the morning of a snooze is hours away, at eight', () => {
  const eight = (text: string) => new Date(nextMorning(Date.parse(text))).toString().slice(0, 21);
  assert.equal(eight('2026-11-21T22:00:00'), 'Sun Nov 22 2026 08:00');
  assert.equal(eight('2026-11-22T01:30:00'), 'Sun Nov 22 2026 08:00');
  assert.equal(eight('2026-11-22T03:30:00'), 'Mon Nov 23 2026 08:00');
  assert.equal(eight('2026-11-22T12:00:00'), 'Mon Nov 23 2026 08:00');
});
