/** The dashboard as it was built: which files there are, and which addresses are its pages. The files stay on the disk. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the dashboard, and the encodings that it is there in too. */
export interface SiteFile {
  readonly path: string;
  readonly type: string;
  readonly encodings: readonly Encoding[];
  /** Its name holds a hash of what is in it: it never changes. */
  readonly isImmutable: boolean;
}

export type Encoding = 'br' | 'gzip';

export interface Site {
  /** By address. */
  readonly files: ReadonlyMap<string, SiteFile>;
  /** The page of all addresses. */
  readonly index: { readonly html: string; readonly etag: string };
  /** When its directory changed last. */
  readonly builtMs: number;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const SUFFIXES = { br: '.br', gzip: '.gz' } as const satisfies Record<Encoding, string>;

/** Where `npm run build` puts it, in a checkout as in what is published; undefined where there is none. */
export function siteDirectory(): string | undefined {
  const directory = join(dirname(fileURLToPath(import.meta.resolve('@upwatch/dashboard/package.json'))), 'dist');
  return existsSync(join(directory, 'pages.json')) ? directory : undefined;
}

/** The addresses that the one page answers: `/monitors`, `/monitors/:monitorId`. Read at the start; the files are not looked for before somebody asks for one. */
export function readPages(directory: string): readonly string[] {
  return JSON.parse(readFileSync(join(directory, 'pages.json'), 'utf8')) as readonly string[];
}

/**
 * Lists the files.
 * @param basePath the folder that stands before our addresses: the page names its files under it
 * @throws Error when the page itself is missing
 */
export function listSite(directory: string, builtMs: number, basePath: string): Site {
  const names = new Set(globSync('**/*', { cwd: directory }).map((name) => name.replaceAll('\\', '/')));
  const files = new Map<string, SiteFile>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const encodings = (['br', 'gzip'] as const).filter((encoding) => names.has(name + SUFFIXES[encoding]));
    const isImmutable = name.startsWith('assets/');
    files.set(`/${name}`, { path: join(directory, name), type, encodings, isImmutable });
  }
  const index = files.get('/index.html');
  if (!index) throw new Error(`${directory} holds no index.html: build the dashboard with "npm run build"`);
  files.delete('/index.html');
  return { files, index: pageUnder(basePath, readFileSync(index.path, 'utf8')), builtMs };
}

/** What is built names its files from where it lies (`./assets/…`); the page has addresses of any depth. */
function pageUnder(basePath: string, built: string): Site['index'] {
  const html = built.replaceAll('="./', `="${basePath}/`);
  return { html, etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"` };
}

/** Where the file lies in an encoding. */
export function encodedPath(file: SiteFile, encoding: Encoding | undefined): string {
  return encoding === undefined ? file.path : file.path + SUFFIXES[encoding];
}

/** The best encoding that the client takes: `br` over `gzip` over none. */
export function encodingFor(file: SiteFile, accepted: string | undefined): Encoding | undefined {
  const taken = new Set(
    (accepted ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => part.trim().split(/\s*;\s*/))
      .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
      .map(([name]) => name),
  );
  return file.encodings.find((encoding) => taken.has(encoding));
}
