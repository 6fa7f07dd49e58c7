/** How the audit trail says what became of somebody's factors. */
import type { Actor } from '../port.ts';
import { type CoreContext, notFound, writeAudit } from './context.ts';
import type { CoreTransaction } from './core-database.ts';

/** What became of the factors of a member, who must be there. */
export async function writeFactorAudit(
  context: CoreContext,
  tx: CoreTransaction,
  {
    memberId,
    actor,
    action,
    change,
  }: {
    readonly memberId: number;
    readonly actor: Actor;
    readonly action: string;
    readonly change?: { readonly before?: object; readonly after?: object };
  },
): Promise<void> {
  const member = await tx.selectFrom('members').select('email').where('id', '=', memberId).executeTakeFirst();
  if (!member) throw notFound('member', memberId);
  const about = { type: 'member', id: String(memberId), name: member.email, ...(change && { change }) } as const;
  await writeAudit(context, tx, actor, action, about);
}
