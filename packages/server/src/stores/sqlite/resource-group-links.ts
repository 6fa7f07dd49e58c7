/** What groups name, and what becomes of that when it is deleted. */
import type { CoreTransaction } from './core-database.ts';
import { json, parsed } from './rows.ts';

/** Takes a channel that is gone out of every group; one that named no other names none. */
export async function forgetChannelInGroups(tx: CoreTransaction, channelId: string): Promise<void> {
  const rows = await tx.selectFrom('resource_groups').select(['id', 'default_channel_ids']).execute();
  for (const { id, default_channel_ids: text } of rows) {
    const ids = text === null ? [] : parsed<string[]>(text);
    if (!ids.includes(channelId)) continue;
    const left = ids.filter((one) => one !== channelId);
    const default_channel_ids = left.length > 0 ? json(left) : null;
    await tx.updateTable('resource_groups').set({ default_channel_ids }).where('id', '=', id).execute();
  }
}

/** Takes a notification policy that is gone from every group that went by it. */
export async function forgetPolicyInGroups(tx: CoreTransaction, policyId: string): Promise<void> {
  const going = tx.updateTable('resource_groups').set({ alert_policy_id: null });
  await going.where('alert_policy_id', '=', policyId).execute();
}
