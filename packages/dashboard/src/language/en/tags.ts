/** Tags: words that bring monitors together. */
export const tags = {
  title: 'Tags',
  lead: 'Words that bring monitors together: for filters, policies and maintenance.',
  new: 'New tag',
  name: 'Name',
  color: 'Colour',
  make: 'Make it',
  edit: 'Edit {name}',
  delete: 'Delete {name}',
  made: '{name} is there',
  saved: '{name} is changed',
  deleted: '{name} is deleted',
  deleteTitle: 'Delete {name}?',
  deleteHint: 'What goes with it:',
  losesMonitors: { one: '{count} monitor no longer has it', other: '{count} monitors no longer have it' },
  losesNothing: 'No monitor has it.',
  losesPolicy: 'The policy {name} names it, and fits none of them any more',
  emptyTitle: 'No tags yet',
  emptyHint:
    'A tag is a word on monitors: production, payments, customer-7. Lists filter by it, and policies and maintenance can be for it.',
} as const;
