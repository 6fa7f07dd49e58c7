/** What a store promises of who runs the server, and who may use it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { OPERATOR } from './samples.ts';

const LATER = Date.UTC(2100, 0, 1);
const asked = (email: string, tokenHash: string, expiresAtMs = LATER) => {
  return { email, roleOffered: 'ADMIN', tokenHash, expiresAtMs } as const;
};

export function organizationPromises(open: OpenStore): void {
  describe('the organisation and its members', () => {
    test('there is one organisation with one workspace, and changes of them stay', async () => {
      await using opened = await open();
      const { organization } = opened.store;
      assert.deepEqual(await organization.get(), { name: 'Upwatch' });
      const whole = {
        name: 'Shop',
        email: 'ops@shop.example',
        size: '11-50',
        industry: 'retail',
        websiteUrl: 'x.example',
      };
      assert.deepEqual(await organization.update(() => whole, OPERATOR), whole);
      assert.equal((await organization.workspace()).name, 'Default');
      await organization.renameWorkspace('Production', OPERATOR);
      const store = await opened.reopen();
      assert.deepEqual(await store.organization.get(), whole);
      const { id, name } = await store.organization.workspace();
      assert.deepEqual([id, name], [1, 'Production']);
      await store.organization.update(() => whole, OPERATOR);
      const actions = (await store.audit.list(EVERYTHING)).items.map(({ action }) => action);
      assert.deepEqual(actions.toSorted(), ['organization.updated', 'workspace.updated']);
    });

    test('who is invited is a member that is INVITED, and not twice at once', async () => {
      await using opened = await open();
      const { organization } = opened.store;
      const made = await organization.invite(asked('Ada@shop.example', 'a'), OPERATOR);
      assert.deepEqual(made, { ...asked('Ada@shop.example', 'a'), id: 1, createdAtMs: made.createdAtMs });
      const again = organization.invite(asked('ada@shop.example', 'b'), OPERATOR);
      await assert.rejects(again, { ...refusal('conflict'), field: 'email' });
      const store = await opened.reopen();
      assert.deepEqual(await store.organization.invites(), [made]);
      const [member] = (await store.organization.members(EVERYTHING)).items;
      assert.deepEqual([member?.email, member?.role, member?.status], ['Ada@shop.example', 'ADMIN', 'INVITED']);
    });

    test('an invite that has expired gives way to another, and its token works no more', async () => {
      await using opened = await open();
      const { organization } = opened.store;
      const old = await organization.invite(asked('ada@shop.example', 'a', 1), OPERATOR);
      const renewed = await organization.renewInvite(old.id, { tokenHash: 'b', expiresAtMs: 2 }, OPERATOR);
      assert.deepEqual([renewed.tokenHash, renewed.expiresAtMs], ['b', 2]);
      await organization.invite(asked('ada@shop.example', 'c'), OPERATOR);
      const [, first] = await organization.invites();
      assert.ok(first?.revokedAtMs !== undefined);
      await assert.rejects(
        organization.renewInvite(old.id, { tokenHash: 'd', expiresAtMs: LATER }, OPERATOR),
        refusal('conflict'),
      );
      assert.equal((await organization.members(EVERYTHING)).total, 1);
    });

    test('an invite that is revoked leaves nobody asked; whoever is removed is invited no more', async () => {
      await using opened = await open();
      const { organization } = opened.store;
      const ada = await organization.invite(asked('ada@shop.example', 'a'), OPERATOR);
      for (const _ of [1, 2]) await organization.revokeInvite(ada.id, OPERATOR);
      assert.equal((await organization.members(EVERYTHING)).total, 0);
      await organization.invite(asked('bob@shop.example', 'b'), OPERATOR);
      const [bob] = (await organization.members(EVERYTHING)).items;
      const removed = await organization.updateMember(bob!.id, (now) => ({ ...now, status: 'REMOVED' }), OPERATOR);
      assert.equal(removed.status, 'REMOVED');
      assert.ok((await organization.invites()).every(({ revokedAtMs }) => revokedAtMs !== undefined));
      await organization.invite(asked('BOB@shop.example', 'c'), OPERATOR);
      const [again] = (await organization.members(EVERYTHING)).items;
      assert.deepEqual([again?.id, again?.status], [bob!.id, 'INVITED']);
      await organization.deleteMember(bob!.id, OPERATOR);
      await assert.rejects(organization.deleteMember(bob!.id, OPERATOR), refusal('not_found'));
      await assert.rejects(organization.revokeInvite(99, OPERATOR), refusal('not_found'));
    });
  });
}
