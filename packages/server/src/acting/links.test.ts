/** Links that act: one incident each, only ours, and equal however often they are made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery } from '@upwatch/core';
import { temporaryStore } from '../stores/sqlite/testing/temporary-store.ts';
import { actionsBy, linksWith, openLinks } from './links.ts';

const KEY = Buffer.alloc(32, 7);
const LINK = {
  incidentId: '0190f5c2-7a31-7000-8000-0000000000ff',
  channelId: '0190f5c2-7a31-7000-8000-000000000001',
  expiresAtMs: Date.UTC(2026, 10, 28),
};

test('a token says what was signed, in 75 characters that stand in an address as they are', () => {
  const token = linksWith(KEY).sign(LINK);
  assert.match(token, /^[\w-]{75}$/);
  assert.deepEqual(linksWith(KEY).read(token), LINK);
});

test('no bit of a token can be changed, and one signed with another key is not ours', () => {
  const links = linksWith(KEY);
  const bytes = Buffer.from(links.sign(LINK), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const forged = Buffer.from(bytes);
    forged[bit >> 3]! ^= 1 << (bit & 7);
    assert.equal(links.read(forged.toString('base64url')), undefined, `bit ${bit}`);
  }
  assert.equal(links.read(linksWith(Buffer.alloc(32, 8)).sign(LINK)), undefined);
});

test('what is no token is not ours, whatever its length and spelling', () => {
  const links = linksWith(KEY);
  const token = links.sign(LINK);
  for (const text of ['', 'x', token.slice(1), `${token}A`, `${token}=`, token.replace(/.$/, '_'), '€'.repeat(75)])
    assert.equal(links.read(text), undefined, text);
});

test('the key is made once and outlives the server', async () => {
  await using opened = await temporaryStore();
  const { settings } = opened.store;
  const token = (await openLinks(settings)).sign(LINK);
  assert.deepEqual((await openLinks(settings)).read(token), LINK);
  await using other = await temporaryStore();
  assert.equal((await openLinks(other.store.settings)).read(token), undefined, 'each server has a key of its own');
});

test('openings have a link that is the same at every attempt; ends and notices have none', () => {
  const actions = actionsBy(linksWith(KEY), 'https://up.example');
  const alert = (kind: Delivery['kind']): Delivery => ({
    ...{ id: '', key: '', sequence: 1, status: 'PENDING', attemptCount: 0, createdAtMs: 1_795_000_000_000.5, kind },
    ...{ incidentId: LINK.incidentId, channelId: LINK.channelId, message: {} as Delivery['message'] },
  });
  const [action] = actions(alert('INCIDENT_CREATED'));
  assert.equal(action?.label, 'Acknowledge');
  assert.match(action.url, /^https:\/\/up\.example\/act\/[\w-]{75}$/);
  assert.deepEqual(actions(alert('INCIDENT_CREATED')), [action]);
  assert.equal(actions(alert('INCIDENT_REOPENED')).length, 1);
  assert.deepEqual(actions(alert('INCIDENT_RESOLVED')), []);
  assert.deepEqual(actions(alert('NOTICE')), []);
});
