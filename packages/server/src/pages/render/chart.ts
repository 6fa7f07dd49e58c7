/** How long a component took to answer: one line, with its bounds in words. */
import type { ResponseTime } from '@upwatch/core';
import { type Html, html } from '../../html.ts';
import type { Wording } from '../wording/wording.ts';

const WIDTH = 540;
const HEIGHT = 56;
const TOP = 4;
const DAY_MS = 86_400_000;
/** Two points further apart than this are not joined: nothing is known of the time between. */
const GAP_MS = 2 * 3_600_000;

/** @param nowMs where the line ends */
export function chartHtml(times: readonly ResponseTime[], nowMs: number, wording: Wording): Html {
  if (times.length < 2) return html``;
  const most = Math.max(...times.map(({ averageMs }) => averageMs), 1);
  const average = times.reduce((sum, { averageMs }) => sum + averageMs, 0) / times.length;
  const fromMs = nowMs - DAY_MS;
  const at = ({ atMs, averageMs }: ResponseTime): readonly [number, number] => [
    Math.round((Math.max(0, atMs - fromMs) / DAY_MS) * WIDTH),
    Math.round(TOP + (1 - averageMs / most) * (HEIGHT - TOP - 2)),
  ];
  const stretches = stretchesOf(times).map((stretch) => stretch.map(at));
  const line = stretches.map((points) => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`).join('');
  const area = stretches
    .map((points) => {
      const path = points.map(([x, y]) => `${x} ${y}`).join('L');
      return `M${points[0]![0]} ${HEIGHT}L${path}L${points.at(-1)![0]} ${HEIGHT}z`;
    })
    .join('');
  const words = wording.averageOf(String(Math.round(average)));
  return html`<figure class="chart"><svg viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" preserveAspectRatio="none" role="img" aria-label="${wording.responseTime}: ${words}"><path class="area" d="${area}"/><path class="line" d="${line}"/></svg><figcaption><span>${wording.responseTime}</span><span>${words}</span></figcaption></figure>`;
}

function stretchesOf(times: readonly ResponseTime[]): readonly (readonly ResponseTime[])[] {
  const stretches: ResponseTime[][] = [];
  for (const time of times) {
    const last = stretches.at(-1);
    if (last && time.atMs - last.at(-1)!.atMs <= GAP_MS) last.push(time);
    else stretches.push([time]);
  }
  return stretches;
}
