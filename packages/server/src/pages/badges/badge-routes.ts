/** Badges of a page and of its components, for readmes and other sites. */
import { type ComponentView, componentsOf, cutPercentage, shownStatus } from '@upwatch/core';
import type { FastifyInstance } from 'fastify';
import { openToAll } from '../open-to-all.ts';
import { answerKept } from '../answering.ts';
import type { Admitted, PageContext, PageRoute } from '../page-context.ts';
import { PAGES_PREFIX } from '../prefix.ts';
import { badge, BADGE_COLORS, type BadgeGiven, COLOR_OF_STATUS, colorOfUptime } from './badge.ts';

export const SVG = 'image/svg+xml; charset=utf-8';

/** Undefined where there is nothing to show. */
type Draw = (one: Admitted, component: ComponentView | undefined) => BadgeGiven | undefined;

const BADGES: Readonly<Record<string, Draw>> = {
  'status.svg': ({ snapshot, wording }, component) => {
    const status = component ? shownStatus(component) : snapshot.view.status;
    return {
      label: component?.name ?? snapshot.page.name,
      value: wording.status[status],
      color: COLOR_OF_STATUS[status],
    };
  },
  'uptime.svg': ({ snapshot, wording }, component) => {
    const shown = component ? [component] : componentsOf(snapshot.view);
    const known = shown.flatMap(({ uptimePercentage }) => (uptimePercentage === undefined ? [] : [uptimePercentage]));
    const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
    const label = component?.name ?? snapshot.page.name;
    if (known.length === 0) return { label, value: wording.noData, color: BADGE_COLORS.unknown };
    return { label, value: wording.uptime(cutPercentage(mean)), color: colorOfUptime(mean) };
  },
  'response-time.svg': ({ wording }, component) => {
    const times = component?.responseTimes ?? [];
    // Of a page as a whole there is no such time, and of a component that shows none there is none to tell.
    if (!component?.responseTimes) return undefined;
    const newest = times.at(-1);
    const value = newest ? `${Math.round(newest.averageMs)} ms` : wording.noData;
    return { label: component.name, value, color: newest ? BADGE_COLORS.work : BADGE_COLORS.unknown };
  },
};

interface BadgeRoute extends PageRoute {
  readonly Params: { readonly slug: string; readonly id?: string };
}

export function badgeRoutes(app: FastifyInstance, { admitted }: PageContext): void {
  for (const [name, draw] of Object.entries(BADGES)) {
    for (const path of [`badge/${name}`, `components/:id/badge/${name}`]) {
      app.get<BadgeRoute>(`${PAGES_PREFIX}/:slug/${path}`, { exposeHeadRoute: true }, async (request, reply) => {
        const one = await admitted(request, reply);
        if (!one) return reply;
        const { id } = request.params;
        const component = componentsOf(one.snapshot.view).find((candidate) => candidate.id === id);
        const make = async () => {
          const given = id === undefined || component ? draw(one, component) : undefined;
          return given && { type: SVG, text: badge(given) };
        };
        const headers = { ...openToAll(one), 'content-security-policy': "default-src 'none'; sandbox" };
        return answerKept(request, reply, one, {
          key: `${path} ${id ?? ''}`,
          make,
          headers,
        });
      });
    }
  }
}
