/** The addresses of all pages, as the server's router writes them, for the build. */
import { routeTree } from './routes.ts';

interface Branch {
  readonly children?: unknown;
  readonly options?: unknown;
}

/** `/monitors/$monitorId` → `/monitors/:monitorId` */
export function pagePaths(): readonly string[] {
  return [...new Set(pathsOf(routeTree as Branch))].sort();
}

function pathsOf(branch: Branch): readonly string[] {
  const { path } = (branch.options ?? {}) as { readonly path?: string };
  const own = path === undefined ? [] : [path.replaceAll('$', ':')];
  const children = (branch.children ?? []) as readonly Branch[];
  return [...own, ...Object.values(children).flatMap(pathsOf)];
}
