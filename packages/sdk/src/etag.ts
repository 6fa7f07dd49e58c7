/** Which one of a thing was read: kept beside it, because its fields do not say so. */

const TAGS = new WeakMap<object, string>();

/** Remembers the ETag that came with something. */
export function rememberEtag(read: unknown, etag: string | null): void {
  if (etag !== null && typeof read === 'object' && read !== null) TAGS.set(read, etag);
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
