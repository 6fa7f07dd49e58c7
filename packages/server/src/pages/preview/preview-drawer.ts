/** Draws drafts by the very code that draws pages. */
import { incidentView, projectPage } from '@upwatch/core';
import type { ApiDeps } from '../../api/deps.ts';
import type { PageIncident, PageIncidentChange, PageIncidentUpdate, StatusPage } from '../../stores/port.ts';
import { linksInPreview } from '../links.ts';
import { PageSource } from '../page-source.ts';
import { pagePolicy } from '../policy.ts';
import { incidentDocument, statusDocument } from '../render/status-document.ts';
import { themeCss } from '../theme.ts';
import { wordingOf } from '../wording/wording.ts';
import type { Preview } from './previews.ts';

/** An incident as it would be, with its timeline until now. */
export interface IncidentDraft {
  readonly change: PageIncidentChange;
  readonly updates: readonly Omit<PageIncidentUpdate, 'pageIncidentId'>[];
}

export interface PreviewDrawer {
  /** @param path under which the files of the preview will be */
  page(page: StatusPage, path: string): Promise<Preview>;
  incident(page: StatusPage, draft: IncidentDraft, path: string): Promise<Preview>;
}

export function createPreviewDrawer(deps: ApiDeps): PreviewDrawer {
  const source = new PageSource(deps);

  async function framedOf(page: StatusPage, path: string) {
    const { name, branding, visibility, options } = page;
    const takesSubscribers = options.mailChannelId !== undefined || options.takesWebhooks === true;
    return {
      frame: { name, branding, isPublic: visibility === 'PUBLIC', footerText: options.footerText, takesSubscribers },
      wording: await wordingOf(options.language ?? 'en'),
      links: linksInPreview(path),
      isStill: true,
    };
  }

  return {
    async page(page, path) {
      const view = projectPage(await source.facts(page));
      return previewOf(page, statusDocument(view, await framedOf(page, path)));
    },
    async incident(page, { change, updates }, path) {
      const nowMs = Math.floor(deps.clock.wall());
      const incident: PageIncident = { ...change.incident, createdAtMs: nowMs, updatedAtMs: nowMs };
      const lines = change.update ? [...updates, change.update] : updates;
      const view = incidentView({ ...incident, updates: lines }, nowMs);
      return previewOf(page, incidentDocument(view, nowMs, await framedOf(page, path)));
    },
  };
}

function previewOf({ branding }: StatusPage, html: string): Preview {
  // Shown in a frame of the dashboard alone, and of no origin: whatever it holds reaches neither cookie nor API.
  const policy = `${pagePolicy({ branding, options: { frameAncestors: ["'self'"] } })}; sandbox`;
  return { html, themeCss: themeCss(branding), policy };
}
