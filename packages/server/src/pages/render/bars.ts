/**
 * The bars of a component in a few hundred bytes: a run of days of one kind is one dashed line. Each kind has a shape of its
 * own beside its colour: whole, lower, hatched, broken, a dot; and the days with trouble stand below as text.
 */
import { cutPercentage, type DayBar, type DayLevel } from '@upwatch/core';
import { type Html, html } from '../../html.ts';
import type { Wording } from '../wording/wording.ts';
import { dayText } from './times.ts';

const PITCH = 6;
const HEIGHT = 34;
/** Middles of the lines that make up a bar of each kind, from the top; how thick they are is the style sheet's. */
const MIDDLES: Readonly<Record<Exclude<DayLevel, 'partial'>, readonly number[]>> = {
  operational: [17],
  degraded: [23],
  major: [7, 27],
  none: [30],
};

/** What the bars of the whole document refer to. */
export const HATCH = html`<svg class="gone" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6"/><path d="M0 0h6"/></pattern></defs></svg>`;

export function barsHtml(bars: readonly DayBar[], uptimePercentage: number | undefined, wording: Wording): Html {
  const trouble = bars.filter(({ level }) => level === 'degraded' || level === 'partial' || level === 'major');
  const uptime = uptimePercentage === undefined ? wording.noData : wording.uptime(cutPercentage(uptimePercentage));
  const label = `${wording.daysAgo(bars.length)} – ${wording.today}: ${uptime}. ${wording.troubles}: ${trouble.length}.`;
  return html`<svg class="bars" viewBox="0 0 ${String(bars.length * PITCH - 2)} ${String(HEIGHT)}" preserveAspectRatio="none" role="img" aria-label="${label}">${pathsOf(bars)}</svg>
<p class="scale"><span>${wording.daysAgo(bars.length)}</span><i></i><span>${uptime}</span><i></i><span>${wording.today}</span></p>
${trouble.length === 0 ? html`` : troubleHtml(trouble, wording)}`;
}

function troubleHtml(trouble: readonly DayBar[], wording: Wording): Html {
  const lines = trouble.toReversed().map((bar) => {
    const lasted = bar.level === 'degraded' ? bar.degradedSeconds : bar.outSeconds;
    return html`<li>${dayText(bar.dayMs, wording)}: ${wording.level[bar.level]}, ${wording.duration(lasted)}</li>`;
  });
  return html`<details class="days"><summary>${wording.troubles} (${String(trouble.length)})</summary><ul>${lines}</ul></details>`;
}

interface Run {
  readonly level: DayLevel;
  readonly from: number;
  readonly length: number;
}

function pathsOf(bars: readonly DayBar[]): readonly Html[] {
  const runs = runsOf(bars);
  const levels = [...new Set(runs.map(({ level }) => level))];
  return levels.map((level) => {
    const own = runs.filter((run) => run.level === level);
    if (level === 'partial') return html`<path class="b-partial" d="${own.map(boxesOf).join('')}"/>`;
    const lines = own.flatMap(({ from, length }) =>
      MIDDLES[level].map((y) => `M${from * PITCH} ${y}h${length * PITCH - 2}`),
    );
    return html`<path class="l b-${level}" d="${lines.join('')}"/>`;
  });
}

function boxesOf({ from, length }: Run): string {
  return Array.from({ length }, (_, place) => `M${(from + place) * PITCH} 0h4v${HEIGHT}h-4z`).join('');
}

function runsOf(bars: readonly DayBar[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [place, { level }] of bars.entries()) {
    const last = runs.at(-1);
    if (last?.level === level) runs[runs.length - 1] = { ...last, length: last.length + 1 };
    else runs.push({ level, from: place, length: 1 });
  }
  return runs;
}

/** What the shapes mean. */
export function barsKey(wording: Wording): Html {
  const shown = ['operational', 'degraded', 'partial', 'major', 'none'] as const;
  const entries = shown.map((level) => {
    const paths = pathsOf([{ dayMs: 0, level, outSeconds: 0, degradedSeconds: 0 }]);
    return html`<li><svg viewBox="0 0 4 34" preserveAspectRatio="none" aria-hidden="true">${paths}</svg>${wording.level[level]}</li>`;
  });
  return html`<ul class="key">${entries}</ul>`;
}
