/** Status pages as they would be: drawn, looked at, and not kept. */
import { judgedCss } from '../../pages/own-css.ts';
import type { PreviewDrawer } from '../../pages/preview/preview-drawer.ts';
import type { Preview, Previews } from '../../pages/preview/previews.ts';
import type { StatusPage } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { isGiven } from '../is-given.ts';
import { changedPage, pageFrom } from '../page-input.ts';
import { changedPageIncident, openedPageIncident, updatedPageIncident } from '../page-incident-changes.ts';
import { existingPage } from '../page-views.ts';
import { isoTime } from '../present/time.ts';
import { invalid, notFound } from '../problem.ts';
import { pageIncidentPreviewBody } from '../schemas/status-page-incidents.ts';
import { pagePreview, pagePreviewBody } from '../schemas/status-pages.ts';
import { idParams, operation } from './operation.ts';

/** A page has an address before it has a name. */
const NAMELESS = 'preview';
const KEPT = 'Nothing is kept of it but the document, for five minutes, under an address that cannot be guessed.';

export function statusPagePreviewRoutes(app: Api, context: RouteContext, previews: Previews): void {
  const { deps } = context;
  let made: Promise<PreviewDrawer> | undefined;
  /** Loaded with the first preview, as pages are with their first reader. */
  const drawer = async (): Promise<PreviewDrawer> =>
    (made ??= import('../../pages/preview/preview-drawer.ts').then((loaded) => loaded.createPreviewDrawer(deps)));

  async function answer({ branding }: StatusPage, draw: (path: string) => Promise<Preview>) {
    const { path, expiresAtMs } = await previews.keep(draw);
    const css = branding['customCss'];
    const cssComplaints = typeof css === 'string' ? [...judgedCss(css).complaints] : [];
    return { data: { path, expiresAt: isoTime(expiresAtMs), cssComplaints } };
  }

  app.post(
    '/status-pages/preview',
    {
      schema: {
        ...operation({
          operationId: 'previewStatusPage',
          summary: 'Show a status page as it would be with a change',
          description: KEPT,
          tags: ['Status pages'],
        }),
        body: pagePreviewBody,
        response: { 200: pagePreview },
      },
    },
    async ({ body: { pageId, page: asked } }) => {
      const nowMs = Math.floor(deps.clock.wall());
      const current = isGiven(pageId)
        ? await existingPage(pageId, deps)
        : pageFrom({ name: asked.name ?? NAMELESS, slug: NAMELESS }, deps.newId());
      const page: StatusPage = { ...changedPage(current, asked), createdAtMs: nowMs, updatedAtMs: nowMs };
      return answer(page, async (path) => (await drawer()).page(page, path));
    },
  );

  app.post(
    '/status-pages/:id/incidents/preview',
    {
      schema: {
        ...operation({
          operationId: 'previewStatusPageIncident',
          summary: 'Show an incident of a status page as it would be',
          description: KEPT,
          tags: ['Status pages'],
        }),
        params: idParams,
        body: pageIncidentPreviewBody,
        response: { 200: pagePreview },
      },
    },
    async ({ params, body: { incidentId, opening, change: changes, update } }) => {
      const page = await existingPage(params.id, deps);
      const { incidents, components } = deps.core.statusPages;
      const nowMs = Math.floor(deps.clock.wall());
      const step = { nowMs, newId: deps.newId, components: await components.of(page.id) };
      if (isGiven(opening) === isGiven(incidentId))
        throw invalid('opening', 'opening must be given without an incidentId, or an incidentId without it');
      if (isGiven(opening)) {
        const change = openedPageIncident(page.id, opening, step);
        return answer(page, async (path) => (await drawer()).incident(page, { change, updates: [] }, path));
      }
      const current = await incidents.get(page.id, incidentId!);
      if (!current) throw notFound('incident on this page with the id', incidentId!);
      const { incident } = isGiven(changes) ? changedPageIncident(current, changes, step) : { incident: current };
      const next = { ...incident, createdAtMs: current.createdAtMs, updatedAtMs: nowMs };
      const change = isGiven(update) ? updatedPageIncident(next, update, step) : { incident: next };
      const updates = (await incidents.updates([current.id])).get(current.id) ?? [];
      return answer(page, async (path) => (await drawer()).incident(page, { change, updates }, path));
    },
  );
}
