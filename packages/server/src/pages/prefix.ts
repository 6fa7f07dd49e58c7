/** Where pages are, below the server's own address. */
export const PAGES_PREFIX = '/status';
