/** Where the API is mounted. */
export const API_PREFIX = '/api/v1';
export const COMPAT_PREFIX = '/compat/api/v1';

/** Whether a path belongs to the simple API, which has no prefix. */
export function isSimplePath(path: string): boolean {
  return /^\/(status|emails)(\/|$)/.test(path);
}
