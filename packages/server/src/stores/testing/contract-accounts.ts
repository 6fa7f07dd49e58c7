/** What a store promises of passwords, sessions and the links that lead to them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoreStore, Member, NewSession } from '../port.ts';
import { SESSIONS_MAX } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { OPERATOR } from './samples.ts';

const LATER = Date.UTC(2100, 0, 1);
const OWNER = { name: 'Ada', email: 'ada@shop.example', passwordHash: 'hash' };

const opening = (tokenHash: string, given: Partial<NewSession> = {}): NewSession => {
  const from = { address: '10.0.0.1', userAgent: 'Browser/1', deviceHash: `device of ${tokenHash}` };
  return { tokenHash, authenticatedBy: ['password'], expiresAtMs: LATER, ...from, ...given };
};

async function invited(store: CoreStore, email: string, tokenHash = email): Promise<Member> {
  await store.organization.invite({ email, roleOffered: 'MEMBER', tokenHash, expiresAtMs: LATER }, OPERATOR);
  return store.accounts.acceptInvite(tokenHash, { name: 'Bob', passwordHash: 'hash' }, 0);
}

export function accountPromises(open: OpenStore): void {
  describe('accounts', () => {
    test('one owner sets it up, once, also of many who try at once', async () => {
      await using opened = await open();
      const { accounts } = opened.store;
      assert.equal(await accounts.hasActiveMember(), false);
      const tries = Array.from({ length: 20 }, (_, place) =>
        accounts.setUp({ ...OWNER, email: `${place}@shop.example` }),
      );
      const outcomes = await Promise.allSettled(tries);
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
      const store = await opened.reopen();
      assert.equal(await store.accounts.hasActiveMember(), true);
      await assert.rejects(store.accounts.setUp(OWNER), refusal('conflict'));
      assert.equal((await store.organization.members(EVERYTHING)).total, 1);
    });

    test('a session is found by its hash as long as its member is ACTIVE', async () => {
      await using opened = await open();
      const { accounts } = opened.store;
      await accounts.setUp(OWNER);
      const bob = await invited(opened.store, 'bob@shop.example');
      const { evictedIds, ...made } = await accounts.openSession(bob.id, opening('a'), OPERATOR);
      assert.deepEqual(evictedIds, []);
      const store = await opened.reopen();
      assert.deepEqual(await store.accounts.sessionByHash('a'), { session: made, member: bob });
      assert.equal(await store.accounts.sessionByHash('b'), undefined);
      await store.accounts.touchSession(made.id, { atMs: made.lastSeenAtMs + 5, address: '10.0.0.2' });
      const [session] = await store.accounts.sessionsOf(bob.id);
      assert.deepEqual(session, { ...made, lastSeenAtMs: made.lastSeenAtMs + 5, address: '10.0.0.2' });
      await store.organization.updateMember(bob.id, (now) => ({ ...now, status: 'SUSPENDED' }), OPERATOR);
      assert.equal(await store.accounts.sessionByHash('a'), undefined);
      await assert.rejects(store.accounts.openSession(bob.id, opening('b'), OPERATOR), refusal('not_found'));
    });

    test('another role, another password, removal: each ends what was open', async () => {
      await using opened = await open();
      const { accounts, organization } = opened.store;
      await accounts.setUp(OWNER);
      const bob = await invited(opened.store, 'bob@shop.example');
      const isOpen = async (hash: string) => (await accounts.sessionByHash(hash)) !== undefined;
      await accounts.openSession(bob.id, opening('a'), OPERATOR);
      await organization.updateMember(bob.id, (now) => ({ ...now, role: 'VIEWER' }), OPERATOR);
      assert.equal(await isOpen('a'), false);
      const kept = await accounts.openSession(bob.id, opening('b'), OPERATOR);
      await accounts.openSession(bob.id, opening('c'), OPERATOR);
      await accounts.setPassword(bob.id, 'other', OPERATOR, { sessionId: kept.id });
      assert.deepEqual([await isOpen('b'), await isOpen('c')], [true, false]);
      assert.equal((await accounts.byId(bob.id))?.passwordHash, 'other');
      await organization.deleteMember(bob.id, OPERATOR);
      assert.equal(await isOpen('b'), false);
      assert.equal(await accounts.byEmail('bob@shop.example'), undefined);
    });

    test('a password that was changed while it was checked opens nothing', async () => {
      await using opened = await open();
      const { accounts } = opened.store;
      const { id } = await accounts.setUp(OWNER);
      await accounts.setPassword(id, 'newer', OPERATOR);
      const late = accounts.openSession(id, opening('a', { passwordHash: OWNER.passwordHash }), OPERATOR);
      await assert.rejects(late, refusal('conflict'));
      await accounts.openSession(id, opening('b', { passwordHash: 'newer' }), OPERATOR);
    });

    test('a member has so many sessions at most, and those that were used last stay', async () => {
      await using opened = await open();
      const { accounts } = opened.store;
      const { id } = await accounts.setUp(OWNER);
      const ids: string[] = [];
      for (let place = 0; place <= SESSIONS_MAX; place++) {
        const { id: sessionId, evictedIds } = await accounts.openSession(id, opening(`hash ${place}`), OPERATOR);
        ids.push(sessionId);
        assert.deepEqual(evictedIds, place === SESSIONS_MAX ? [ids[1]] : [], `${place}`);
        await accounts.touchSession(sessionId, {
          atMs: place === 0 ? LATER : LATER - 1000 + place,
          address: '10.0.0.1',
        });
      }
      assert.equal((await accounts.sessionsOf(id)).length, SESSIONS_MAX);
      assert.ok(await accounts.sessionByHash('hash 0'));
      const { items } = await opened.store.audit.list({ page: 0, size: 10 }, { action: 'session.ended' });
      assert.deepEqual(
        items.map(({ resourceId }) => resourceId),
        [ids[1]],
        'what was evicted is written down',
      );
    });

    test('a link to a new password works once, until it ends, and not beside a newer one', async () => {
      await using opened = await open();
      const { accounts } = opened.store;
      const { id } = await accounts.setUp(OWNER);
      await accounts.openSession(id, opening('a'), OPERATOR);
      await accounts.offerReset(id, { tokenHash: 'first', expiresAtMs: 1000 }, OPERATOR);
      await accounts.offerReset(id, { tokenHash: 'second', expiresAtMs: 1000 }, OPERATOR);
      await assert.rejects(accounts.takeReset('first', 'new', 0), refusal('not_found'));
      await assert.rejects(accounts.takeReset('second', 'new', 1000), refusal('not_found'));
      assert.equal((await accounts.resetOf('second', 999))?.id, id);
      const known = () => accounts.isKnown(id, { deviceHash: 'phone', address: '127.0.0.1' });
      await accounts.openSession(id, { ...opening('b'), deviceHash: 'phone', address: '127.0.0.1' }, OPERATOR);
      assert.deepEqual(await known(), { device: true, address: true });
      assert.equal((await accounts.takeReset('second', 'new', 999)).id, id);
      await assert.rejects(accounts.takeReset('second', 'newer', 999), refusal('not_found'));
      assert.equal(await accounts.sessionByHash('a'), undefined);
      assert.equal((await accounts.byId(id))?.passwordHash, 'new');
      // Whoever is locked out may have lost a device, too.
      assert.deepEqual(await known(), { device: false, address: false });
    });

    test('a link to a new password works for nobody who is not ACTIVE', async () => {
      await using opened = await open();
      const { accounts, organization } = opened.store;
      await accounts.setUp(OWNER);
      await organization.invite(
        { email: 'bob@shop.example', roleOffered: 'OWNER', tokenHash: 'i', expiresAtMs: 1000 },
        OPERATOR,
      );
      const { id } = await accounts.acceptInvite('i', { name: 'Bob', passwordHash: 'h' }, 0);
      await accounts.offerReset(id, { tokenHash: 'link', expiresAtMs: 1000 }, OPERATOR);
      await organization.updateMember(id, (now) => ({ ...now, status: 'SUSPENDED' }), OPERATOR);
      await assert.rejects(accounts.takeReset('link', 'new', 0), refusal('not_found'));
      assert.equal(await accounts.resetOf('link', 0), undefined);
    });

    test('an invite makes somebody a member once, as what they are by then', async () => {
      await using opened = await open();
      const { accounts, organization } = opened.store;
      const ask = { email: 'bob@shop.example', roleOffered: 'OWNER', tokenHash: 'a', expiresAtMs: 1000 } as const;
      const { id } = await organization.invite(ask, OPERATOR);
      const asked = await accounts.openInvite('a', 0);
      assert.equal(asked?.status, 'INVITED');
      await organization.updateMember(asked.id, (now) => ({ ...now, role: 'VIEWER' }), OPERATOR);
      await assert.rejects(accounts.acceptInvite('a', { name: 'Bob', passwordHash: 'h' }, 1000), refusal('not_found'));
      const bob = await accounts.acceptInvite('a', { name: 'Bob', passwordHash: 'h' }, 999);
      assert.deepEqual([bob.name, bob.role, bob.status], ['Bob', 'VIEWER', 'ACTIVE']);
      await assert.rejects(accounts.acceptInvite('a', { name: 'Eve', passwordHash: 'h' }, 999), refusal('not_found'));
      assert.equal((await organization.invites()).find((one) => one.id === id)?.consumedAtMs, 999);
    });

    test('the last owner who is ACTIVE stays one', async () => {
      await using opened = await open();
      const { accounts, organization } = opened.store;
      const { id } = await accounts.setUp(OWNER);
      const bob = await invited(opened.store, 'bob@shop.example');
      const demote = () => organization.updateMember(id, (now) => ({ ...now, role: 'ADMIN' }), OPERATOR);
      await assert.rejects(demote(), refusal('conflict'));
      await assert.rejects(organization.deleteMember(id, OPERATOR), refusal('conflict'));
      await organization.updateMember(bob.id, (now) => ({ ...now, role: 'OWNER' }), OPERATOR);
      assert.equal((await demote()).role, 'ADMIN');
      await organization.deleteMember(id, OPERATOR);
    });

    test('what is other since is kept with who changed it, and nothing that is secret', async () => {
      await using opened = await open();
      const { accounts, organization, audit } = opened.store;
      const { id, email } = await accounts.setUp(OWNER);
      const bob = await invited(opened.store, 'bob@shop.example', 'invite-hash');
      const actor = { name: 'Ada', member: { id, email } };
      await organization.updateMember(bob.id, (now) => ({ ...now, role: 'ADMIN' }), actor);
      const [line] = (await audit.list(EVERYTHING, { actorId: id, actorType: 'member', resourceType: 'member' })).items;
      assert.deepEqual([line?.actor, line?.actorType, line?.actorEmail], ['Ada', 'member', email]);
      assert.deepEqual([line?.before, line?.after], [{ role: 'MEMBER' }, { role: 'ADMIN' }]);
      assert.doesNotMatch(JSON.stringify((await audit.list(EVERYTHING)).items), /"hash"|invite-hash/);
    });
  });
}
