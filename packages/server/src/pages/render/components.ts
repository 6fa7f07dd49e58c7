/** Components and their groups. */
import { type ComponentView, type PageSection, type PageStatus, type PublicPage, shownStatus } from '@upwatch/core';
import { type Html, html } from '../../html.ts';
import type { Wording } from '../wording/wording.ts';
import { barsHtml, barsKey, HATCH } from './bars.ts';
import { chartHtml } from './chart.ts';
import { symbolOf } from './symbols.ts';

export function sectionsHtml({ sections, generatedAtMs }: PublicPage, wording: Wording): Html {
  if (sections.length === 0) return html``;
  const hasBars = sections.some((section) =>
    section.type === 'group' ? section.components.some(({ bars }) => bars) : section.component.bars,
  );
  const shown = sections.map((section) => sectionHtml(section, generatedAtMs, wording));
  return html`<section class="card components" aria-label="${wording.components}">${shown}</section>${hasBars ? html`${HATCH}${barsKey(wording)}` : html``}`;
}

function sectionHtml(section: PageSection, nowMs: number, wording: Wording): Html {
  if (section.type === 'component') return componentHtml(section.component, nowMs, wording);
  const { id, name, description, isOpen, status } = section;
  const about = description === undefined ? html`` : html`<p class="about">${description}</p>`;
  const own = section.components.map((component) => componentHtml(component, nowMs, wording));
  const head = html`<summary><h3>${name}</h3>${stateHtml(status, wording)}</summary>`;
  return isOpen
    ? html`<details class="group" id="g-${id}" open>${head}${about}${own}</details>`
    : html`<details class="group" id="g-${id}">${head}${about}${own}</details>`;
}

function componentHtml(component: ComponentView, nowMs: number, wording: Wording): Html {
  const { name, description, bars, target, responseTimes, uptimePercentage } = component;
  return html`<div class="component"><div class="row"><h3>${name}</h3>${stateHtml(shownStatus(component), wording)}</div>
${description === undefined ? html`` : html`<p class="desc">${description}</p>`}
${target === undefined ? html`` : html`<p class="target">${target}</p>`}
${bars ? barsHtml(bars, uptimePercentage, wording) : html``}
${responseTimes ? chartHtml(responseTimes, nowMs, wording) : html``}</div>`;
}

function stateHtml(status: PageStatus, wording: Wording): Html {
  return html`<span class="state s-${status}">${symbolOf(status)}${wording.status[status]}</span>`;
}
