/** A real application of Next.js, built and started. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Application } from './frameworks.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const NEXT = join(ROOT, 'node_modules/next/dist/bin/next');
const BUILD_TIMEOUT_MS = 500_000;
const ENVIRONMENT = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } as NodeJS.ProcessEnv;

const ROUTES = ['health', 'ready', 'ready/[name]', 'startup'];
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** Beside the installed modules, as Next.js compiles nothing that lies elsewhere. */
export async function nextApplication(): Promise<Application> {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'health-next-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await writeApplication(folder);
    await promisify(execFile)(process.execPath, [NEXT, 'build'], {
      cwd: folder,
      env: ENVIRONMENT,
      timeout: BUILD_TIMEOUT_MS,
    });
    return await started(folder, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

async function writeApplication(folder: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'next-health.ts')],
    outfile: join(folder, 'health.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
  const config = `module.exports = { turbopack: { root: ${JSON.stringify(ROOT)} } };`;
  writeFileSync(join(folder, 'next.config.js'), config);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  for (const route of ROUTES) {
    const to = join(folder, 'app', route);
    mkdirSync(to, { recursive: true });
    const up = '../'.repeat(route.split('/').length + 1);
    writeFileSync(
      join(to, 'route.js'),
      `import { handlers } from '${up}health.mjs';\nexport const dynamic = 'force-dynamic';\nexport const { ${METHODS} } = handlers;\n`,
    );
  }
}

async function started(folder: string, remove: () => void): Promise<Application> {
  const given = [NEXT, 'start', '--hostname', '127.0.0.1', '--port', '0'];
  const child = spawn(process.execPath, given, { cwd: folder, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    remove();
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return { url, [Symbol.asyncDispose]: stop };
  }
  await stop();
  throw new Error('Next.js ended before it said its address');
}
