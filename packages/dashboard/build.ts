/**
 * Builds the dashboard to static files, with a brotli and a gzip of each beside it, and says which addresses are its
 * pages. What it was made of is remembered: when nothing of that has changed, nothing is done.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { pagePaths } from './src/page-paths.ts';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../..');
const TO = join(HERE, 'dist');
const STAMP = join(TO, '.made-of');

/** All that the result depends on. The lock file stands for the tools and libraries. */
const INPUTS = [
  'packages/dashboard/{src,public}/**/*.*',
  'packages/dashboard/*.{html,ts,json}',
  'packages/sdk/src/**/*.ts',
  'package-lock.json',
];
/** Smaller ones fit a packet anyway. */
const COMPRESSED_BYTES_MIN = 1000;

const madeOf = fingerprint();
if (readIfThere(STAMP) !== madeOf) {
  // Loaded only now: most builds find nothing to do.
  const { build } = await import('vite');
  rmSync(TO, { recursive: true, force: true });
  await build({ configFile: join(HERE, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(join(TO, 'pages.json'), `${JSON.stringify(pagePaths(), null, 2)}\n`);
  await compressAll();
  writeFileSync(STAMP, madeOf);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const files = INPUTS.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).filter(
    (file) => !/\.test\.tsx?$|\.tsbuildinfo$/.test(file),
  );
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex');
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

async function compressAll(): Promise<void> {
  const files = globSync('**/*.{html,js,css,svg,json,md}', { cwd: TO }).map((name) => join(TO, name));
  await Promise.all(files.map(compress));
}

async function compress(file: string): Promise<void> {
  const bytes = readFileSync(file);
  if (bytes.length < COMPRESSED_BYTES_MIN) return;
  const brotli = await promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const gzipped = await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION });
  // One that saves nothing would only be another file.
  if (brotli.length < bytes.length) writeFileSync(`${file}.br`, brotli);
  if (gzipped.length < bytes.length) writeFileSync(`${file}.gz`, gzipped);
}
