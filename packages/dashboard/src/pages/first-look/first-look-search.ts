export interface FirstLookSearch {
  /** The address to begin with. */
  readonly url?: string;
}

export function firstLookSearch({ url }: Readonly<Record<string, unknown>>): FirstLookSearch {
  return typeof url === 'string' && url.length <= 2000 ? { url } : {};
}
