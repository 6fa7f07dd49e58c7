/** There is one workspace; what stands apart in it is what is a member's own, and what takes a role (S31, S15). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, member, owner, PASSWORD, SETUP_CODE, V1 } from './testing/people.ts';
import { testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };
const NOBODYS = '019b0000-0000-7000-8000-000000000000';

test('what is another member’s own is to everybody, whatever their role, as if it were not there (S31)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const eves = [await member(api, ada, 'OWNER', 'eve'), await member(api, ada, 'VIEWER')];
  const session = (await ada.ask('GET', '/auth/sessions')).body.data[0];
  const kept = { credentialId: 'c', publicKey: 'k', counter: 0, transports: [], isBackedUp: false };
  const passkeyId = '019b0000-0000-7000-8000-000000000001';
  await api.core.factors.addPasskey({ id: passkeyId, memberId: 1, name: 'phone', ...kept }, { name: 'test' });
  await api.core.identities.link(1, { issuer: 'https://id.test', subject: 'ada' }, { name: 'test' });
  const [identity] = await api.core.identities.identitiesOf(1);
  for (const eve of eves) {
    for (const [method, path, id, body] of [
      ['DELETE', '/auth/sessions', session.id],
      ['PATCH', '/auth/passkeys', passkeyId, { name: 'mine' }],
      ['DELETE', '/auth/passkeys', passkeyId, { password: PASSWORD }],
      ['DELETE', '/auth/identities', identity!.id, { password: PASSWORD }],
    ] as const) {
      const [theirs, nobodys] = [id, NOBODYS].map((one) => eve.ask(method, `${path}/${one}`, body));
      const said = async (answer: typeof theirs, one: string) => {
        const { status, text, body: problem } = (await answer)!;
        return [status, text.replaceAll(one, 'ID').replace(problem.requestId, '').replace(problem.timestamp, '')];
      };
      assert.deepEqual(await said(theirs, id), await said(nobodys, NOBODYS), path);
      assert.equal((await theirs)!.status, 404, path);
    }
    const listed = [
      ...(await eve.ask('GET', '/auth/sessions')).body.data,
      ...(await eve.ask('GET', '/auth/passkeys')).body.data,
      ...(await eve.ask('GET', '/auth/identities')).body.data,
    ];
    const adas = new Set([session.id, passkeyId, identity!.id]);
    assert.ok(!listed.some(({ id }: { id: string }) => adas.has(id)));
    await eve.ask('POST', '/auth/sessions/end-others');
  }
  assert.equal((await ada.ask('GET', '/auth/passkeys')).body.data[0].name, 'phone');
});

test('a link or a token opens what it was made for, and nothing else (S31)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  await member(api, ada, 'MEMBER', 'bob');
  const invite = (await ada.ask('POST', '/invites', { email: 'carl@shop.test', roleOffered: 'MEMBER' })).body.data
    .token;
  const reset = (await ada.ask('POST', '/members/2/password-reset')).body.data.token;
  const session = ada.cookies.get('__Host-upwatch')!;
  const device = ada.cookies.get('__Host-upwatch-device')!;
  const stranger = browser(api);
  const password = 'eight small boats at noon';
  for (const token of [reset, session, device])
    assert.equal((await stranger.ask('POST', `/auth/invites/${token}/accept`, { name: 'Eve', password })).status, 404);
  for (const token of [invite, session, device])
    assert.equal((await stranger.ask('POST', `/auth/password-reset/${token}`, { password })).status, 404);
  for (const token of [invite, reset, session, device]) {
    assert.equal((await api.ask('GET', `${V1}/monitors`, undefined, { authorization: `Bearer ${token}` })).status, 401);
    if (token === session) continue;
    stranger.cookies.set('__Host-upwatch', token);
    assert.equal((await stranger.ask('GET', '/monitors')).status, 401);
  }
});

test('no path in an address, an id or a link leads to a file (S15)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const up = '../../../../etc/passwd';
  for (const path of [
    ...['/', '/assets/', '/status/', '/status/shop/', '/reset/', '/api/v1/auth/invites/', '/docs/'].flatMap((at) =>
      [up, encodeURIComponent(up), up.replaceAll('../', '..%2f'), up.replaceAll('../', '..;/')].map((one) => at + one),
    ),
    '/file:///etc/passwd',
  ]) {
    const { statusCode, payload } = await api.inject({ method: 'GET', url: path, headers: { host: 'localhost:80' } });
    assert.ok(statusCode < 500 && !/root:/.test(payload), `${path}: ${statusCode}`);
  }
  for (const url of ['file:///etc/passwd', 'gopher://127.0.0.1/', 'data:text/plain,x', '../../etc/passwd']) {
    const body = { name: 'shop', type: 'HTTP', config: { url, method: 'GET' } };
    assert.equal((await ada.ask('POST', '/monitors', body)).status, 400, url);
    const hook = { url, subscribedEvents: ['incident.created'] };
    assert.equal((await ada.ask('POST', '/webhooks', hook)).body.errors[0].field, 'url', url);
  }
});
