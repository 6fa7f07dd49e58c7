/** A package as it is published: packed, and installed in a folder where nothing else is. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const TIMEOUT_MS = 120_000;

export interface Installed extends Disposable {
  readonly folder: string;
  /** What is in the package, from `package/` on. */
  readonly files: readonly string[];
}

/** Builds a copy, so that what somebody else is building is left alone; nothing is fetched. */
export function installPacked(name: 'sdk' | 'health' = 'sdk'): Installed {
  const folder = mkdtempSync(join(tmpdir(), `upwatch-${name}-`));
  const run = (command: string, given: readonly string[], cwd: string): string =>
    execFileSync(command, given, { cwd, encoding: 'utf8', timeout: TIMEOUT_MS, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const copy = join(folder, 'checkout/packages', name);
    const isLeftOut = /\/(dist|node_modules)(\/|$)|\.tsbuildinfo$/;
    cpSync(join(ROOT, 'packages', name), copy, {
      recursive: true,
      filter: (path) => !isLeftOut.test(path.slice(ROOT.length)),
    });
    cpSync(join(ROOT, 'tsconfig.base.json'), join(folder, 'checkout/tsconfig.base.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'checkout/node_modules'), 'junction');
    run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], copy);
    run('npm', ['pack', '--offline', '--ignore-scripts', '--pack-destination', folder], copy);
    const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz'))!);
    const files = run('tar', ['-tzf', tarball], folder).trim().split('\n');
    writeFileSync(join(folder, 'package.json'), '{"name":"empty","private":true,"type":"module"}');
    run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball], folder);
    return { folder, files, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
