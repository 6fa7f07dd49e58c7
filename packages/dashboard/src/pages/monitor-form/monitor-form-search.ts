/** What a new monitor begins with. */
export interface MonitorFormSearch {
  /** The monitor that it is a copy of. */
  readonly from?: string;
  /** A check type. */
  readonly type?: string;
  /** One of the starting points. */
  readonly template?: string;
}

export function monitorFormSearch(search: Readonly<Record<string, unknown>>): MonitorFormSearch {
  const text = (name: string): string | undefined => {
    const value = search[name];
    return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : undefined;
  };
  const [from, type, template] = [text('from'), text('type'), text('template')];
  return {
    ...(from !== undefined && { from }),
    ...(type !== undefined && { type }),
    ...(template !== undefined && { template }),
  };
}
