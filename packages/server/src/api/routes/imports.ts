/**
 * What importers remember of what they brought: the same thing is known again at the next import, whatever it is called
 * by then, and what was changed here since is not overwritten.
 */
import type { JsonObject } from '@upwatch/core';
import type { Api, RouteContext } from '../api-instance.ts';
import { Problem } from '../problem.ts';
import {
  type ImportEntry,
  importEntriesBody,
  importEntryDto,
  rememberedDto,
  sourceParams,
} from '../schemas/imports.ts';
import { pageQuery, single, table, tableOf } from '../schemas/paging.ts';
import { operation } from './operation.ts';

/** Of one source. */
const REMEMBERED_MAX = 20_000;
const tags = ['Imports'];

export function importRoutes(app: Api, { deps }: RouteContext): void {
  const { settings } = deps.core;
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags });
  const read = async (source: string): Promise<Record<string, ImportEntry>> =>
    entriesIn(await settings.get(`imported.${source}`));
  // Two that remember at once must not forget what the other one said.
  let last: Promise<unknown> = Promise.resolve();

  app.get(
    '/imports/:source',
    {
      schema: {
        ...describe('listImports', 'List what was imported from a source, and what it became'),
        params: sourceParams,
        querystring: pageQuery,
        response: { 200: table(importEntryDto) },
      },
    },
    async ({ params, query }) => {
      const all = Object.values(await read(params.source));
      const from = query.page * query.size;
      return tableOf({ items: all.slice(from, from + query.size), total: all.length }, query, (entry) => entry);
    },
  );

  app.put(
    '/imports/:source',
    {
      schema: {
        ...describe('rememberImports', 'Remember what was imported from a source; what is not named stays'),
        params: sourceParams,
        body: importEntriesBody,
        response: { 200: single(rememberedDto) },
      },
    },
    async ({ params, body }) => {
      const work = last.then(async () => {
        const all = await read(params.source);
        for (const { id, ...entry } of body.entries) {
          if (id === null) delete all[entry.ref];
          else all[entry.ref] = { ...entry, id };
        }
        const remembered = Object.keys(all).length;
        if (remembered > REMEMBERED_MAX) {
          throw new Problem(
            'CONFLICT',
            `a source has at most ${REMEMBERED_MAX} things, this one would have ${remembered}`,
          );
        }
        await settings.set(`imported.${params.source}`, { entries: all });
        return { data: { remembered } };
      });
      last = work.catch(() => undefined);
      return await work;
    },
  );
}

/** What this file alone writes. No name is inherited: a `ref` may be `constructor`. */
function entriesIn(kept: JsonObject | undefined): Record<string, ImportEntry> {
  const entries = (kept?.['entries'] ?? {}) as unknown as Readonly<Record<string, ImportEntry>>;
  return Object.assign(Object.create(null) as Record<string, ImportEntry>, entries);
}
