/** What the first visit costs: bytes and requests, measured on what is built. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { opened } from './testing/opened.ts';

const DIST = resolve(import.meta.dirname, '../../packages/dashboard/dist');
/** The page cannot be used before it has these: the scripts that it names itself. Controls, charts and pages come later. */
const SCRIPTS = ['app', 'index', 'libraries', 'rolldown-runtime'];
const SCRIPT_BYTES_MAX = 150_000;
const REQUESTS_MAX = 24;
/** All that comes until the page rests, packed. */
const TRANSFERRED_BYTES_MAX = 320_000;

test('the scripts that the page waits for are these and no others, under 150 kB packed', () => {
  const page = readFileSync(join(DIST, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
  const sizes = named.map((path) => [nameOf(path), gzipSync(readFileSync(join(DIST, path))).length] as const);
  const told = sizes.map(([name, bytes]) => `${name} ${bytes}`).join(', ');
  assert.deepEqual(sizes.map(([name]) => name).sort(), SCRIPTS, `what the page waits for: ${told}`);
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(bytes < SCRIPT_BYTES_MAX, `${bytes} bytes: ${told}`);
  assert.ok(bytes > 50_000, `that is too little to be all: ${told}`);
});

/** `assets/app-1a2b3c4d.js` → `app`: as `vite.config.ts` names it. */
function nameOf(path: string): string {
  return path.replace(/^assets\/|-.{8}\.js$/g, '');
}

test('what is built holds no source map, no key and nothing that the page would have to load from elsewhere', () => {
  for (const name of readdirSync(join(DIST, 'assets'))) {
    assert.doesNotMatch(name, /\.map$/);
    if (/\.(br|gz)$/.test(name)) continue;
    const text = readFileSync(join(DIST, 'assets', name), 'utf8');
    assert.doesNotMatch(text, /\buw_[\w-]{20,}|sourceMappingURL|(?:import|src)\s*\(?["']https?:/, name);
  }
});

test('the first visit is few requests and few bytes, all of this server', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const page = await place.newPage();
  const seen: { readonly url: string; readonly bytes: Promise<number> }[] = [];
  page.on('requestfinished', (request) =>
    seen.push({ url: request.url(), bytes: request.sizes().then((sizes) => sizes.responseBodySize) }),
  );
  await page.goto('/');
  await page.getByLabel('Setup code').waitFor();
  await page.waitForLoadState('networkidle');
  assert.deepEqual(
    seen.filter(({ url }) => !url.startsWith(place.url)).map(({ url }) => url),
    [],
  );
  const bytes = (await Promise.all(seen.map(async (one) => one.bytes))).reduce((sum, one) => sum + one, 0);
  assert.ok(bytes < TRANSFERRED_BYTES_MAX, `${bytes} bytes`);
  assert.ok(seen.length <= REQUESTS_MAX, seen.map(({ url }) => url).join('\n'));
});
