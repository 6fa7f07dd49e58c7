/** What is open to strangers, asked by whoever means no good (S36), and lists of people and of what they did (S37, S38). */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { shopPage } from '../pages/testing/shop-page.ts';
import { owner, SETUP_CODE, V1 } from './testing/people.ts';
import { testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };
const MIB = 1024 * 1024;
const JSON_BODY = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

test('the ways in, and the gate of a page, bound a body, and say of what is none what it is (S36)', async () => {
  await using api = await testApi(DEPS);
  await owner(api);
  await shopPage(api, { visibility: 'PASSWORD', password: 'correct horse' });
  const asked = async (path: string, payload: string, type: string) =>
    (await api.inject({ method: 'POST', url: path, headers: { 'content-type': type }, payload })).statusCode;
  const ways = ['/auth/login', '/auth/setup', '/auth/invites/uwi_x/accept', '/auth/password-reset/uwr_x'];
  for (const way of [...ways, '/auth/passkeys/sign-in'].map((path) => `${V1}${path}`)) {
    assert.equal(await asked(way, JSON.stringify({ password: 'x'.repeat(MIB) }), JSON_BODY), 413, way);
    for (const bad of [
      '{',
      '[]',
      'null',
      '"x"',
      '1e999',
      '{"email":{"$ne":null},"password":[]}',
      '\u0000',
      '['.repeat(9999),
    ])
      assert.equal(await asked(way, bad, JSON_BODY), 400, `${way} ${bad.slice(0, 20)}`);
    assert.equal(await asked(way, 'email=a&password=b', FORM), 415, way);
  }
  const gate = '/status/shop/unlock';
  assert.equal(await asked(gate, `password=${'x'.repeat(20_000)}`, FORM), 413);
  assert.equal(await asked(gate, '{"password":"correct horse"}', JSON_BODY), 415);
  for (const bad of ['', '%', 'password', 'password=%00%ff', '&'.repeat(9000)])
    assert.equal(await asked(gate, bad, FORM), 403, bad.slice(0, 20));
});

test('a body in pieces that never ends is cut off at its bound, and others are answered meanwhile (S36)', async () => {
  await using api = await testApi(DEPS);
  await shopPage(api, { visibility: 'PASSWORD', password: 'correct horse' });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  for (const [path, type] of [
    [`${V1}/auth/login`, JSON_BODY],
    ['/status/shop/unlock', FORM],
  ] as const) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    const answer = text(socket).catch(() => '');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const piece = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
    // What is still on its way when the server hangs up is an error of the socket, and the end of it.
    const ended = new Promise((end) => void socket.once('close', end));
    const feed = (): void => void (socket.writable && socket.write(piece, () => setImmediate(feed)));
    feed();
    await ended;
    assert.match(await answer, /^HTTP\/1\.1 413 |^$/, path);
    assert.equal((await api.inject({ method: 'GET', url: '/health' })).statusCode, 200);
  }
});

test('lists of people, and of what they did, give the most there is, and take no order or filter that is none (S37, S38)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const page = await shopPage(api);
  const drop = encodeURIComponent("'; DROP TABLE members; --");
  for (const path of ['/members', '/audit-log', '/status-pages', `/status-pages/${page.id}/subscribers`]) {
    const { status, body } = await ada.ask('GET', `${path}?size=1000000000`);
    assert.equal(status, 200, path);
    assert.ok((Array.isArray(body.data) && body.size === undefined) || body.size <= 1000, path);
    for (const query of ['size=-1', 'size=x', 'page=-1', 'page=1e99', `page=${drop}`])
      assert.equal((await ada.ask('GET', `${path}?${query}`)).status, 400, `${path}?${query}`);
  }
  for (const path of ['/members', `/status-pages/${page.id}/subscribers`]) {
    for (const sort of ['password_hash', 'email_key', drop, '1', 'email,(SELECT 1)'])
      assert.equal((await ada.ask('GET', `${path}?sort=${sort}`)).status, 400, `${path} ${sort}`);
  }
  const filtered = async (query: string) => {
    const { status, body } = await ada.ask('GET', `/audit-log?${query}`);
    return status === 200 ? body.data.length : status;
  };
  assert.ok((await filtered('action=member.set_up')) === 1);
  for (const query of ['action=%25', 'action=member._et_up', `action=${drop}`, 'actorId=%25', `resourceType=${drop}`])
    assert.ok([0, 400].includes(await filtered(query)), query);
  assert.equal((await ada.ask('GET', '/members')).body.data.length, 1);
});
