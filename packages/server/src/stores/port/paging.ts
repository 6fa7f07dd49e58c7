/** A part of a list, and how many there are in all. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface PageRequest {
  readonly page: number;
  readonly size: number;
  /** Field and direction; unknown fields are refused by the API before they come here. */
  readonly sort?: readonly { readonly field: string; readonly isDescending: boolean }[];
}

/** The fields that each list can be sorted by; the id makes every order total. */
export const SORT_FIELDS = {
  monitors: ['name', 'type', 'frequencySeconds', 'isEnabled', 'createdAt', 'updatedAt'],
  versions: ['version', 'createdAt'],
  tags: ['name', 'createdAt', 'updatedAt'],
  channels: ['name', 'type', 'createdAt', 'updatedAt'],
  incidents: ['startedAt', 'confirmedAt', 'resolvedAt', 'createdAt', 'updatedAt', 'status', 'severity'],
  deliveries: ['createdAt', 'status'],
  environments: ['name', 'slug', 'createdAt', 'updatedAt'],
  webhooks: ['createdAt', 'updatedAt'],
  secrets: ['key', 'createdAt', 'updatedAt'],
  audit: ['createdAt', 'action', 'actor'],
} as const;
