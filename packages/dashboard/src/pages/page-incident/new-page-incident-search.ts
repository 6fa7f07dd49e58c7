/** What is written: an incident, or work that is announced. */
export interface NewPageIncidentSearch {
  readonly kind?: 'work';
}

export function newPageIncidentSearch({ kind }: Readonly<Record<string, unknown>>): NewPageIncidentSearch {
  return kind === 'work' ? { kind } : {};
}
