/**
 * Keeps out of the bundle, and out of memory, what modules bring along and a server never uses. An `import` of `node:http` reads each
 * of its exports, and one of them (`WebSocket`) loads the whole of `fetch`. HTTP/2, which the framework of the API loads for servers
 * that ask for it, is 5 MB; of zod, half is languages, of which only English is spoken; and a serializer with a validator of JSON
 * Schema, for answers that are cut by zod here.
 */
import http from 'node:http';
import https from 'node:https';
import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** Imported by name: what there is without loading more, taken from a module that was not read through. */
const PLAIN: Readonly<Record<string, object>> = { http, https };
/** Loaded when something of it is first used. */
const LATE = ['http2'];
/** Imported by a dependency for what is not asked of it. */
const NEVER = 'fast-json-stringify';

export const leanBundle: Plugin = {
  name: 'lean-bundle',
  setup(build) {
    const named = (names: readonly string[]): RegExp => new RegExp(`^(node:)?(${names.join('|')})$`);
    const bare = (path: string): string => path.replace('node:', '');
    build.onResolve({ filter: named(Object.keys(PLAIN)) }, ({ path, kind }) =>
      kind === 'import-statement' ? { path: bare(path), namespace: 'plain-builtin' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'plain-builtin' }, ({ path }) => ({ contents: plainText(path) }));
    build.onResolve({ filter: named(LATE) }, ({ path, kind }) =>
      kind === 'require-call' ? { path: bare(path), namespace: 'late-builtin' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'late-builtin' }, ({ path }) => ({ contents: lateText(path) }));
    build.onResolve({ filter: new RegExp(`^${NEVER}$`) }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'never-used' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'never-used' }, ({ path }) => ({ contents: neverText(path) }));
    build.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: resolve(path, '..'),
    }));
  },
};

function plainText(module: string): string {
  const names = Object.entries(Object.getOwnPropertyDescriptors(PLAIN[module]))
    .filter(([, descriptor]) => 'value' in descriptor)
    .map(([name]) => name);
  return `const all = process.getBuiltinModule('node:${module}');
export default all;
export const { ${names.join(', ')} } = all;`;
}

function neverText(module: string): string {
  return `export default () => { throw new Error('${module} is left out of the bundle (tools/lean-bundle.ts)'); };`;
}

function lateText(module: string): string {
  return `module.exports = new Proxy({}, { get: (_, name) => process.getBuiltinModule('node:${module}')[name] });`;
}
