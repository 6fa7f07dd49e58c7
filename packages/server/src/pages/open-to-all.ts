/** What scripts of other sites may read: of pages that are for everybody, and nothing by anybody's cookie. */
import type { Admitted } from './page-context.ts';

export function openToAll({ snapshot: { page } }: Admitted): Record<string, string> {
  if (page.visibility !== 'PUBLIC') return {};
  return { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
}
