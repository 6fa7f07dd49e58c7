/** One table of requests: every framework gives the same answers, to the byte. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHealth } from './health.ts';
import { type Answered, ask } from './testing/ask.ts';
import { APPLICATION, FRAMEWORKS } from './testing/frameworks.ts';
import { optionsOfTable, REQUESTS, TOKEN, type TableRequest } from './testing/requests.ts';
import { healthOfTable } from './testing/table-health.ts';

/** What `health.answer` says itself, as it would be seen on the wire. */
async function answerItself({ path, method = 'GET', headers = {} }: TableRequest): Promise<Answered> {
  const health = await healthOfTable();
  const request = { method, url: path, header: (name: string) => headers[name] };
  const { status, headers: sent, body } = (await health.answer(request))!;
  return { status, headers: sent, body };
}

function demand(answered: Answered, { method, status, body, type }: TableRequest): void {
  assert.equal(answered.status, status);
  assert.equal(answered.headers['cache-control'], 'no-store');
  assert.equal(answered.headers['vary'], 'Accept');
  assert.equal(answered.headers['allow'], status === 405 ? 'GET, HEAD' : undefined);
  if (type !== undefined) assert.equal(answered.headers['content-type'], type);
  if (typeof body === 'string') assert.equal(answered.body, body);
  else if (body) assert.match(answered.body, body);
  if (method === 'HEAD') assert.equal(answered.body, '');
  else assert.equal(answered.headers['content-length'], String(Buffer.byteLength(answered.body)));
  assert.doesNotMatch(answered.body, /hunter2/);
}

for (const request of REQUESTS)
  test(`the table: ${request.what}`, async () => demand(await answerItself(request), request));

for (const [framework, start] of Object.entries(FRAMEWORKS)) {
  test(`${framework} answers as the table says`, async (context) => {
    await using app = await start(await healthOfTable());
    for (const request of REQUESTS) {
      await context.test(request.what, async () => {
        const answered = await ask(app.url + request.path, request);
        if (request.isMalformed && answered.status === 400) return;
        assert.deepEqual(answered, await answerItself(request));
      });
    }
  });

  test(`${framework} leaves what is no probe to the application`, async () => {
    await using app = await start(await healthOfTable());
    assert.equal((await ask(`${app.url}/own`)).body, APPLICATION);
    for (const path of ['/healthy', '/', '/readyness', '/own?/health', '/health/deeper'])
      assert.notEqual((await ask(app.url + path)).headers['cache-control'], 'no-store', path);
  });

  test(`${framework} says the length that GET would have to HEAD`, async () => {
    await using app = await start(await healthOfTable());
    const authorization = `Bearer ${TOKEN}`;
    const [head, get] = await Promise.all(
      ['HEAD', 'GET'].map((method) => ask(`${app.url}/ready`, { method, headers: { authorization } })),
    );
    assert.deepEqual({ ...get, body: '' }, head);
  });

  test(`${framework} knows the address of whoever asks`, async () => {
    const health = createHealth({ ...optionsOfTable(), startup: [], token: [], allow: ['127.0.0.1'] });
    await using app = await start(health);
    assert.match((await ask(`${app.url}/ready/pool`)).body, /3 of 10 in use/);
  });
}
