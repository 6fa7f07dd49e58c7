/** What a store promises of one-time codes, recovery codes and passkeys. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CoreStore, type Passkey, PASSKEYS_MAX } from '../port.ts';
import { type OpenStore, refusal } from './opened-store.ts';
import { OPERATOR } from './samples.ts';

const SECRET = Buffer.from('12345678901234567890');
/** No provider lets anybody in. */
const NOBODY_ELSE = { actor: OPERATOR, opens: () => false };
const OWNER = { name: 'Ada', email: 'ada@shop.example', passwordHash: 'hash' };

const passkeyOf = (memberId: number, place = 0): Omit<Passkey, 'createdAtMs' | 'lastUsedAtMs'> => ({
  id: `019b0000-0000-7000-8000-0000000000${String(place).padStart(2, '0')}`,
  memberId,
  name: `Key ${place}`,
  credentialId: `credential ${place}`,
  publicKey: 'AAAA',
  counter: 0,
  transports: ['internal', 'hybrid'],
  isBackedUp: false,
});

async function confirmed(store: CoreStore, memberId: number): Promise<void> {
  await store.factors.offerTotp(memberId, SECRET);
  await store.factors.confirmTotp(memberId, { step: 10, recoveryHashes: ['a', 'b'] }, OPERATOR);
}

export function factorPromises(open: OpenStore): void {
  describe('factors', () => {
    totpPromises(open);
    passkeyPromises(open);
  });
}

function totpPromises(open: OpenStore): void {
  test('one-time codes are asked for once they are confirmed, and not offered twice', async () => {
    await using opened = await open();
    const ada = await opened.store.accounts.setUp(OWNER);
    await opened.store.factors.offerTotp(ada.id, Buffer.alloc(20));
    await opened.store.factors.offerTotp(ada.id, SECRET);
    const store = await opened.reopen();
    const offered = await store.factors.totpOf(ada.id);
    assert.deepEqual([offered?.secret, offered?.confirmedAtMs], [SECRET, undefined]);
    assert.equal((await store.factors.enrolmentOf(ada.id)).hasTotp, false);
    assert.equal(await store.factors.takeTotpStep(ada.id, 10), false);
    await store.factors.confirmTotp(ada.id, { step: 10, recoveryHashes: ['a', 'b'] }, OPERATOR);
    const expected = { hasTotp: true, hasPasskey: false, recoveryCodesLeft: 2, isDemanded: false };
    assert.deepEqual(await store.factors.enrolmentOf(ada.id), expected);
    await assert.rejects(store.factors.offerTotp(ada.id, SECRET), refusal('conflict'));
    const again = store.factors.confirmTotp(ada.id, { step: 11, recoveryHashes: ['c'] }, OPERATOR);
    await assert.rejects(again, refusal('conflict'));
  });

  test('a step is taken once, however many take it at once, also after a restart, and none before it', async () => {
    await using opened = await open();
    const ada = await opened.store.accounts.setUp(OWNER);
    await confirmed(opened.store, ada.id);
    const { factors } = opened.store;
    const taken = await Promise.all(Array.from({ length: 20 }, () => factors.takeTotpStep(ada.id, 12)));
    assert.equal(taken.filter(Boolean).length, 1);
    assert.equal(await factors.takeRecoveryCode(ada.id + 1, 'b', OPERATOR), false, 'it is somebody else’s');
    const store = await opened.reopen();
    assert.deepEqual(
      [await store.factors.takeTotpStep(ada.id, 12), await store.factors.takeTotpStep(ada.id, 11)],
      [false, false],
    );
    assert.equal(await store.factors.takeTotpStep(ada.id, 13), true);
  });

  test('a recovery code is taken once, and others take the place of all', async () => {
    await using opened = await open();
    const ada = await opened.store.accounts.setUp(OWNER);
    await confirmed(opened.store, ada.id);
    const { factors } = opened.store;
    const taken = await Promise.all(Array.from({ length: 20 }, () => factors.takeRecoveryCode(ada.id, 'a', OPERATOR)));
    assert.equal(taken.filter(Boolean).length, 1);
    assert.equal((await factors.enrolmentOf(ada.id)).recoveryCodesLeft, 1);
    await factors.renewRecoveryCodes(ada.id, ['c', 'd', 'e'], OPERATOR);
    assert.equal(await factors.takeRecoveryCode(ada.id, 'b', OPERATOR), false);
    assert.equal((await factors.enrolmentOf(ada.id)).recoveryCodesLeft, 3);
  });

  test('what is sealed goes with the one-time codes, and with the member', async () => {
    await using opened = await open();
    const { factors, organization, accounts, secrets } = opened.store;
    const ada = await accounts.setUp(OWNER);
    const resealed = async () => (await secrets.rotate(OPERATOR)).resealed;
    await confirmed(opened.store, ada.id);
    assert.equal(await resealed(), 1);
    assert.deepEqual((await factors.totpOf(ada.id))?.secret, SECRET);
    assert.equal(await factors.removeTotp(ada.id, OPERATOR), true);
    assert.equal(await factors.removeTotp(ada.id, OPERATOR), false);
    assert.deepEqual([await resealed(), (await factors.enrolmentOf(ada.id)).recoveryCodesLeft], [0, 0]);
    const token = { tokenHash: 'token', expiresAtMs: Date.UTC(2100, 0, 1) };
    await organization.invite({ email: 'bob@shop.example', roleOffered: 'MEMBER', ...token }, OPERATOR);
    const bob = await accounts.acceptInvite('token', { name: 'Bob', passwordHash: 'hash' }, 0);
    await confirmed(opened.store, bob.id);
    assert.equal(await resealed(), 1);
    await organization.deleteMember(bob.id, OPERATOR);
    assert.equal(await resealed(), 0);
  });

  test('that a second factor is demanded of everybody is kept, and written down', async () => {
    await using opened = await open();
    const ada = await opened.store.accounts.setUp(OWNER);
    await opened.store.factors.demand(true, OPERATOR);
    const store = await opened.reopen();
    assert.equal(await store.factors.isDemanded(), true);
    assert.equal((await store.factors.enrolmentOf(ada.id)).isDemanded, true);
    const { items } = await store.audit.list({ page: 0, size: 1 });
    assert.deepEqual(
      [items[0]!.action, items[0]!.before, items[0]!.after],
      ['organization.updated', { demandsSecondFactor: false }, { demandsSecondFactor: true }],
    );
  });
}

function passkeyPromises(open: OpenStore): void {
  test('a passkey is found by what the device calls it, with whose it is, as long as they are ACTIVE', async () => {
    await using opened = await open();
    const ada = await opened.store.accounts.setUp(OWNER);
    assert.equal(await opened.store.factors.hasPasskeys(), false);
    assert.equal(await opened.store.factors.handleOf(ada.id, 'one'), 'one');
    assert.equal(await opened.store.factors.handleOf(ada.id, 'two'), 'one');
    const added = await opened.store.factors.addPasskey(passkeyOf(ada.id), OPERATOR);
    const store = await opened.reopen();
    assert.deepEqual(await store.factors.passkeyBy('credential 0'), { passkey: added, member: ada, handle: 'one' });
    assert.deepEqual(await store.factors.passkeysOf(ada.id), [added]);
    assert.equal(await store.factors.passkeyBy('credential 1'), undefined);
    const twice = { ...passkeyOf(ada.id, 1), credentialId: 'credential 0' };
    await assert.rejects(store.factors.addPasskey(twice, OPERATOR), refusal('conflict'));
  });

  test('a counter goes up alone; a device that does not count says 0 each time', async () => {
    await using opened = await open();
    const { factors, accounts } = opened.store;
    const ada = await accounts.setUp(OWNER);
    const { id } = await factors.addPasskey(passkeyOf(ada.id), OPERATOR);
    const use = async (counter: number) => factors.usePasskey(id, { counter, isBackedUp: true });
    assert.deepEqual([await use(0), await use(0), await use(5)], [true, true, true]);
    const many = await Promise.all(Array.from({ length: 10 }, () => use(6)));
    assert.equal(many.filter(Boolean).length, 1);
    assert.deepEqual([await use(6), await use(0), await use(7)], [false, false, true]);
  });

  test('passkeys are renamed and removed by whose they are alone, and so many may be', async () => {
    await using opened = await open();
    const { factors, accounts } = opened.store;
    const ada = await accounts.setUp(OWNER);
    const { id } = await factors.addPasskey(passkeyOf(ada.id), OPERATOR);
    await assert.rejects(factors.renamePasskey(ada.id + 1, id, 'Mine', OPERATOR), refusal('not_found'));
    assert.equal((await factors.renamePasskey(ada.id, id, 'Phone', OPERATOR)).name, 'Phone');
    assert.equal(await factors.removePasskey(ada.id + 1, id, NOBODY_ELSE), false);
    for (let place = 1; place < PASSKEYS_MAX; place++) await factors.addPasskey(passkeyOf(ada.id, place), OPERATOR);
    await assert.rejects(factors.addPasskey(passkeyOf(ada.id, PASSKEYS_MAX), OPERATOR), refusal('in_use'));
    assert.equal(await factors.removePasskey(ada.id, id, NOBODY_ELSE), true);
    await factors.removeAll(ada.id, OPERATOR);
    assert.deepEqual(await factors.passkeysOf(ada.id), []);
  });
}
