/** A mark for each status that differs in shape, for those who do not tell the colours apart. */
import type { PageStatus } from '@upwatch/core';
import { type Html, html } from '../../html.ts';

const SHAPES: Readonly<Record<PageStatus, Html>> = {
  OPERATIONAL: html`<circle cx="12" cy="12" r="9.5"/><path d="m7.5 12.3 3 3 6-6.3"/>`,
  UNDER_MAINTENANCE: html`<rect x="2.5" y="2.5" width="19" height="19" rx="5"/><path d="M12 7v5.2l3.4 2.2"/>`,
  DEGRADED_PERFORMANCE: html`<path d="M12 3 22 20.5H2z"/><path d="M12 10v4.5M12 17.4v.2"/>`,
  PARTIAL_OUTAGE: html`<path d="M12 2 22 12 12 22 2 12z"/><path d="M12 7.5v5.5M12 16.3v.2"/>`,
  MAJOR_OUTAGE: html`<path d="M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8z"/><path d="m8.7 8.7 6.6 6.6M15.3 8.7l-6.6 6.6"/>`,
  UNKNOWN: html`<circle cx="12" cy="12" r="9.5" stroke-dasharray="3.4 2.6"/><path d="M9.3 9.4a2.8 2.8 0 1 1 4.1 2.6c-.9.5-1.4 1-1.4 2M12 17.2v.2"/>`,
};

export function symbolOf(status: PageStatus): Html {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[status]}</svg>`;
}
