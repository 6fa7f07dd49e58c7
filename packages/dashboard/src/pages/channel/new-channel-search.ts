export interface NewChannelSearch {
  /** The kind of channel. */
  readonly type?: string;
}

export function newChannelSearch({ type }: Readonly<Record<string, unknown>>): NewChannelSearch {
  return typeof type === 'string' && /^[a-z_]{1,40}$/.test(type) ? { type } : {};
}
