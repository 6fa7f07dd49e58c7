import type { LiveEvent } from '../../live.ts';

/** Somebody changed a monitor. */
export function monitorChange(monitorId: string): LiveEvent & { readonly type: 'change' } {
  return {
    type: 'change',
    data: {
      id: '019b0000-0000-7000-8000-0000000000ff',
      atMs: Date.UTC(2026, 0, 1),
      actor: 'deploy',
      actorId: 7,
      action: 'monitor.updated',
      resourceType: 'monitor',
      resourceId: monitorId,
      resourceName: 'shop',
    },
  };
}
