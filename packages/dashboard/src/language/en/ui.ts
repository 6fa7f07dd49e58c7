/** Words that every page uses. */
export const ui = {
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  delete: 'Delete',
  retry: 'Try again',
  loading: 'Loading…',
  dismiss: 'Dismiss',
  optional: 'optional',
  pages: 'Pages',
  pageOf: 'Page {page} of {pages}',
  previous: 'Previous page',
  next: 'Next page',
  searchIn: 'Search: {what}',
  copy: 'Copy',
  copied: 'Copied',
  onlyShown: 'Your role may see this, not change it.',
} as const;
