/** First words of keys. A `change` event names the kind of thing as here, and all that begins with it is read again. */
export const KEYS = {
  overview: ['overview'],
  monitors: ['monitor'],
  incidents: ['incident'],
  groups: ['resource_group'],
  tags: ['tag'],
  channels: ['channel'],
  workspaces: ['workspace'],
} as const;
