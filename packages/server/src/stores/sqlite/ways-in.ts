/** By what a member can still sign in. */
import { type OpensBy, StoreRefusal } from '../port.ts';
import type { CoreTransaction } from './core-database.ts';

/** Asked after something was taken away, in the transaction that took it: of two at once, one is refused. */
export async function demandWayIn(tx: CoreTransaction, memberId: number, opens: OpensBy): Promise<void> {
  const own = async (table: 'member_passwords' | 'passkeys') =>
    tx.selectFrom(table).select('member_id').where('member_id', '=', memberId).limit(1).executeTakeFirst();
  if ((await own('member_passwords')) ?? (await own('passkeys'))) return;
  const issuers = tx.selectFrom('member_identities').select('issuer').where('member_id', '=', memberId);
  if ((await issuers.execute()).some(({ issuer }) => opens(issuer))) return;
  throw new StoreRefusal('conflict', 'nothing else would let you sign in: set a password, or add a passkey, first');
}
