/** Case files that lie beside the checkout, not in it. Tests that need one skip where it is absent, but not under CI. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Finds a file of the `shared` folder that stands beside the checkout or above it.
 * @param path inside that folder: `corpora/channel-answers.json`
 * @returns its absolute path; undefined where there is none
 * @throws Error under CI, where the case files must be present
 */
export function sharedFile(path: string): string | undefined {
  let folder = import.meta.dirname;
  for (;;) {
    const candidate = join(folder, 'shared', path);
    if (existsSync(candidate)) return candidate;
    const above = dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  if (process.env['CI']) throw new Error(`shared/${path} is not beside the checkout, and CI must run its tests`);
  return undefined;
}
