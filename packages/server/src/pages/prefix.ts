/** Where pages are, below the server's own address. */
export const PAGES_PREFIX = '/status';
/** Where Uptime Kuma has what it tells of its pages and of what they show. */
export const KUMA_BADGES_PREFIX = '/api/badge';
export const KUMA_PAGES_PREFIX = '/api/status-page';
