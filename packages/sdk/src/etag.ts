/** Which one of a thing was read: kept beside it, because its fields do not say so. */

const TAGS = new WeakMap<object, string>();

/**
 * Remembers the ETag that came with something. Upwatch makes strong ones alone, and compares them so; a proxy that
 * compresses an answer makes them weak (RFC 9110, section 8.8.1), and would have every change under them refused.
 */
export function rememberEtag(read: unknown, etag: string | null): void {
  if (etag !== null && typeof read === 'object' && read !== null) TAGS.set(read, etag.replace(/^W\//, ''));
}

/**
 * The ETag of something that this SDK read, made or changed: to be kept, and given as `ifMatch` later.
 * @param read the very object that a method gave back; rows of lists, and copies, have none
 * @example
 * const tag = await client.tags.create({ name: 'production' });
 * console.log(etagOf(tag));
 */
export function etagOf(read: object): string | undefined {
  return TAGS.get(read);
}
