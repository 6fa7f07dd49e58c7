/** What the audit log shows: it stands in the address. */
export const RESOURCE_TYPES = [
  ...(['monitor', 'channel', 'notification_policy', 'incident', 'resource_group', 'status_page', 'tag'] as const),
  ...(['environment', 'secret', 'api_key', 'member', 'invite', 'webhook'] as const),
] as const;

export interface AuditSearch {
  readonly resource?: (typeof RESOURCE_TYPES)[number];
  readonly actor?: 'key' | 'member';
  /** From 1, as people count. */
  readonly page?: number;
}

export function auditSearch(given: Readonly<Record<string, unknown>>): AuditSearch {
  const resource = RESOURCE_TYPES.find((one) => one === given['resource']);
  const actor = (['key', 'member'] as const).find((one) => one === given['actor']);
  const page = Number(given['page']);
  return {
    ...(resource && { resource }),
    ...(actor && { actor }),
    ...(Number.isInteger(page) && page > 1 && page < 100_000 && { page }),
  };
}
