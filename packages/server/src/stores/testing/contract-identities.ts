/** What a store promises of who comes by single sign-on. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreStore, Member } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { OPERATOR } from './samples.ts';

const CORP = { issuer: 'https://id.example', subject: 'bob-1' };
const OTHER = { issuer: 'https://other.example', subject: 'bob-1' };
const BY_BOTH = { actor: OPERATOR, opens: () => true };
const BY_CORP = { actor: OPERATOR, opens: (issuer: string) => issuer === CORP.issuer };

const madeBy = async (store: CoreStore): Promise<Member> =>
  store.identities.makeMember({ email: 'bob@shop.example', name: 'Bob', role: 'MEMBER', identity: CORP });

async function addPasskey(store: CoreStore, memberId: number): Promise<string> {
  const key = { credentialId: 'c', publicKey: 'k', counter: 0, transports: [], isBackedUp: false };
  const id = '019b0000-0000-7000-8000-000000000001';
  await store.factors.addPasskey({ id, memberId, name: 'Key', ...key }, OPERATOR);
  return id;
}

export function identityPromises(open: OpenStore): void {
  describe('identities', () => {
    test('they are listed oldest first, under ids that stay, and unlinked by whose they are alone', async () => {
      await using opened = await open();
      const bob = await madeBy(opened.store);
      await opened.store.identities.link(bob.id, OTHER, OPERATOR);
      const [first, second] = await opened.store.identities.identitiesOf(bob.id);
      assert.deepEqual([first?.issuer, second?.issuer], [CORP.issuer, OTHER.issuer]);
      assert.notEqual(first!.id, second!.id);
      const store = await opened.reopen();
      assert.deepEqual((await store.identities.identitiesOf(bob.id))[0], first);
      assert.equal(await store.identities.unlink(bob.id + 1, first!.id, BY_BOTH), false);
      assert.equal(await store.identities.unlink(bob.id, first!.id, BY_BOTH), true);
      assert.equal(await store.identities.memberOf(CORP), undefined);
      const { items } = await store.audit.list(EVERYTHING);
      assert.deepEqual([items[0]?.action, items[0]?.before], ['member.identity_unlinked', { issuer: CORP.issuer }]);
    });

    test('the last way in stays: of two that are unlinked at once one is', async () => {
      await using opened = await open();
      const { store } = opened;
      const { identities } = store;
      const bob = await madeBy(store);
      const [corp] = await identities.identitiesOf(bob.id);
      await assert.rejects(identities.unlink(bob.id, corp!.id, BY_BOTH), refusal('conflict'));
      await identities.link(bob.id, OTHER, OPERATOR);
      // By a provider that the settings do not name nobody comes in.
      await assert.rejects(identities.unlink(bob.id, corp!.id, BY_CORP), refusal('conflict'));
      const both = (await identities.identitiesOf(bob.id)).map(({ id }) => identities.unlink(bob.id, id, BY_BOTH));
      const outcomes = await Promise.allSettled(both);
      assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
      assert.equal((await identities.identitiesOf(bob.id)).length, 1);
    });

    test('a passkey or a password lets one in as well; and a passkey that is the last way in stays', async () => {
      await using opened = await open();
      const { store } = opened;
      const bob = await madeBy(store);
      const [corp] = await store.identities.identitiesOf(bob.id);
      const passkeyId = await addPasskey(store, bob.id);
      assert.equal(await store.identities.unlink(bob.id, corp!.id, BY_BOTH), true);
      await assert.rejects(store.factors.removePasskey(bob.id, passkeyId, BY_BOTH), refusal('conflict'));
      assert.equal((await store.factors.passkeysOf(bob.id)).length, 1);
      await store.identities.link(bob.id, CORP, OPERATOR);
      assert.equal(await store.factors.removePasskey(bob.id, passkeyId, BY_BOTH), true);
      await store.accounts.setPassword(bob.id, 'hash', OPERATOR);
      assert.equal(await store.identities.unlink(bob.id, corp!.id, BY_BOTH), true);
    });
  });
}
