import type { CoreStore, StatusPage } from '../stores/port.ts';
import { PAGES_PREFIX } from './prefix.ts';

/**
 * Where a page is, for links that are sent elsewhere: its own name, or a path below the server's. Undefined where neither
 * was configured: what a request says of its host is believed by nobody.
 */
export async function pageAddress(
  { id, slug }: Pick<StatusPage, 'id' | 'slug'>,
  { domains }: Pick<CoreStore['statusPages'], 'domains'>,
  publicUrl: string | undefined,
): Promise<string | undefined> {
  const all = await domains.of(id);
  const primary = all.find(({ isPrimary, status }) => isPrimary && status === 'VERIFIED');
  if (primary) return `https://${primary.hostname}`;
  return publicUrl === undefined ? undefined : `${publicUrl}${PAGES_PREFIX}/${slug}`;
}
