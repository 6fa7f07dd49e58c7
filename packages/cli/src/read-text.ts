import { readFileSync } from 'node:fs';
import { UsageError } from './exit.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'it may not be read by this user',
};

/**
 * The text of a file that somebody named, or of standard input (0).
 * @param what names it in the refusal: `--policy`
 * @throws UsageError when it cannot be read
 */
export function readText(path: string | number, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(`${what}: cannot read ${path === 0 ? 'standard input' : path}: ${REASONS[code] ?? code}`, {
      cause: error,
    });
  }
}
