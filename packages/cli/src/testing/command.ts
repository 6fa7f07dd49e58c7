/**
 * How tests start the command: as it was built, as a person runs it and in half the time, unless the source has changed
 * since; then from source.
 */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PACKAGES = resolve(import.meta.dirname, '../../..');
const BUILT = join(PACKAGES, 'cli/bundle/main.js');

/** Arguments of Node that start the command; its own come after them. */
export const COMMAND: readonly string[] = isBuilt()
  ? [join(PACKAGES, 'cli/bin/upwatch.js')]
  : ['--conditions=upwatch:source', join(PACKAGES, 'cli/src/main.ts')];

function isBuilt(): boolean {
  const builtMs = statSync(BUILT, { throwIfNoEntry: false })?.mtimeMs;
  if (builtMs === undefined) return false;
  return ['core', 'probe', 'sdk', 'server', 'cli'].every((name) => {
    const folder = join(PACKAGES, name, 'src');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).every(
      (file) => !isSource(file) || statSync(join(folder, file)).mtimeMs < builtMs,
    );
  });
}

function isSource(file: string): boolean {
  return /\.(ts|json)$/.test(file) && !/\.test\.ts$|[\\/]testing[\\/]/.test(file);
}
