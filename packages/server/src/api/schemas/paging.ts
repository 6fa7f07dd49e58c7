/** Pages and cursor pages, as the contract has them. */
import { z } from 'zod';
import type { Page, PageRequest } from '../../stores/port.ts';
import { clamped } from './values.ts';

const PAGE_SIZE_MAX = 200;

const paging = {
  page: clamped({ min: 0, max: 1_000_000, default: 0 }),
  size: clamped({ min: 1, max: PAGE_SIZE_MAX, default: 20 }),
};

/** The query of a list without an order of one's own. */
export const pageQuery = z.strictObject(paging);

/** The query of a part of an answer that comes by pages: whoever asks for no page gets as much as there is in one. */
export const wholePageQuery = z.strictObject({
  page: paging.page,
  size: clamped({ min: 1, max: PAGE_SIZE_MAX, default: PAGE_SIZE_MAX }),
});

/** `sort=name,desc`, once or several times. @param fields those that may be sorted by */
function sortedBy(fields: readonly [string, ...string[]]) {
  const choices = fields.join(', ');
  const one = z.string().transform((text, context) => {
    const [field = '', direction = 'asc', ...rest] = text.split(',').map((part) => part.trim());
    if (!fields.includes(field) || !['asc', 'desc'].includes(direction.toLowerCase()) || rest.length > 0) {
      context.addIssue({ code: 'custom', message: `must be one of ${choices}, with ",asc" or ",desc" after it` });
    }
    return { field, isDescending: direction.toLowerCase() === 'desc' };
  });
  return z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(one).max(4))
    .optional()
    .meta({ override: { type: 'array', items: { type: 'string' }, example: [`${fields[0]},asc`] } });
}

/** The query of a list with an order, and filters beside it. */
export function listQuery<Filters extends z.ZodRawShape>(fields: readonly [string, ...string[]], filters: Filters) {
  return z.strictObject({ ...paging, sort: sortedBy(fields), ...filters });
}

/** The query of a list that the contract has whole: whoever asks for no page gets as much as there is in one. */
export function wholeListQuery(fields: readonly [string, ...string[]]) {
  return listQuery(fields, { size: clamped({ min: 1, max: PAGE_SIZE_MAX, default: PAGE_SIZE_MAX }) });
}

/** What a store wants, out of a query. */
export function pageRequest(query: {
  readonly page: number;
  readonly size: number;
  readonly sort?: PageRequest['sort'] | undefined;
}): PageRequest {
  return { page: query.page, size: query.size, ...(query.sort && { sort: query.sort }) };
}

/** `{"data": T}` */
export function single<Schema extends z.ZodType>(data: Schema) {
  return z.object({ data });
}

/** `{"data": [T], …}` */
export function table<Schema extends z.ZodType>(row: Schema) {
  return z.object({
    data: z.array(row),
    hasNext: z.boolean(),
    hasPrev: z.boolean(),
    totalElements: z.int(),
    totalPages: z.int(),
  });
}

/** A list that came from the store by pages. */
export function tableOf<Row, Shown>(page: Page<Row>, at: PageRequest, show: (row: Row) => Shown) {
  const totalPages = Math.ceil(page.total / at.size);
  return {
    data: page.items.map(show),
    hasNext: at.page + 1 < totalPages,
    hasPrev: at.page > 0,
    totalElements: page.total,
    totalPages,
  };
}

/** A list that is whole. */
export function wholeTable<Shown>(data: readonly Shown[]) {
  return {
    data: [...data],
    hasNext: false,
    hasPrev: false,
    totalElements: data.length,
    totalPages: data.length > 0 ? 1 : 0,
  };
}
