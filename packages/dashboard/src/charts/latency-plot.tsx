/** The chart itself. uPlot comes with it, so whoever opens no chart loads none of it. */
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useFormat, useLanguage } from '../language/use-language.ts';
import type { Format } from '../language/format.ts';
import type { Mark } from './chart-marks.ts';
import type { Lines } from './latency-series.ts';

interface LatencyPlotProps {
  readonly lines: Lines;
  readonly marks: readonly Mark[];
  /** Said to screen readers in place of the picture. */
  readonly label: string;
  readonly span: { readonly fromMs: number; readonly toMs: number };
  readonly onZoom: (fromMs: number, toMs: number) => void;
  /** Which point is pointed at; undefined for none. */
  readonly onPoint: (at: number | undefined) => void;
}

const HEIGHT_PX = 260;
/** Dragging over less is a click that slipped. */
const ZOOM_PX_MIN = 6;
const MARK_COLORS: Readonly<Record<Mark['type'], string>> = {
  incident: '--down-mark',
  maintenance: '--maintenance-mark',
  deploy: '--accent',
  change: '--unknown-mark',
};

export default function LatencyPlot({ lines, marks, label, span, onZoom, onPoint }: LatencyPlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const format = useFormat();
  const language = useLanguage();
  const calls = useRef({ onZoom, onPoint });
  calls.current = { onZoom, onPoint };
  useEffect(() => {
    const element = holder.current!;
    let plot = draw();
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    resized.observe(element);
    // The colours are those of the theme: another theme is another picture.
    const themed = new MutationObserver(() => {
      plot.destroy();
      plot = draw();
    });
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      plot.destroy();
    };

    function draw(): uPlot {
      const options = optionsFor({ lines, marks, span, width: element.clientWidth, format, language }, calls);
      return new uPlot(options, dataOf(lines), element);
    }
  }, [lines, marks, span, format, language]);
  return <div ref={holder} role="img" aria-label={label} style={{ minHeight: HEIGHT_PX }} />;
}

/** The upper edge of a stack is drawn first, so that what lies lower is painted over it. */
function drawnOrder({ series }: Lines): Lines['series'] {
  return series.toReversed();
}

function dataOf(lines: Lines): uPlot.AlignedData {
  return [[...lines.times], ...drawnOrder(lines).map(({ drawn }) => [...drawn])];
}

interface Drawing extends Pick<LatencyPlotProps, 'lines' | 'marks' | 'span'> {
  readonly width: number;
  readonly format: Format;
  readonly language: string;
}

type Calls = { readonly current: Pick<LatencyPlotProps, 'onZoom' | 'onPoint'> };

function optionsFor({ lines, marks, span, width, format, language }: Drawing, calls: Calls): uPlot.Options {
  const color = colors();
  const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false } };
  const times = timeLabels(language);
  return {
    width,
    height: HEIGHT_PX,
    legend: { show: false },
    padding: [12, 24, 0, 0],
    scales: {
      x: { time: true, range: [span.fromMs / 1000, span.toMs / 1000] },
      y: { range: (_plot, _min, max) => [0, Math.max(1, (max ?? 1) * 1.12)] },
    },
    axes: [
      { ...axis, size: 30, space: 70, grid: { show: false }, values: (_plot, at) => times(at) },
      { ...axis, size: 64, values: (_plot, at) => at.map((ms) => format.milliseconds(ms)) },
    ],
    series: [
      {},
      ...drawnOrder(lines).map(({ id, color: token, isFilled }) => ({
        label: id,
        stroke: color(token),
        width: isFilled ? 1 : 1.75,
        points: { show: lines.times.length < 3, size: 5 },
        spanGaps: false,
        ...(isFilled && { fill: color(token) }),
      })),
    ],
    cursor: {
      y: false,
      points: { size: 7 },
      drag: { x: true, y: false, setScale: false },
    },
    hooks: {
      drawAxes: [(plot) => drawMarks(plot, marks, color)],
      setCursor: [({ cursor }) => calls.current.onPoint(cursor.idx ?? undefined)],
      setSelect: [
        (plot) => {
          const { left, width: selected } = plot.select;
          if (selected < ZOOM_PX_MIN) return;
          const at = (px: number): number => Math.round(plot.posToVal(px, 'x') * 1000);
          calls.current.onZoom(at(left), at(left + selected));
        },
      ],
    },
  };
}

/** Behind the lines: what lasted as a band with a bar on top, what happened at once as a line with a flag. */
function drawMarks(plot: uPlot, marks: readonly Mark[], color: (token: string) => string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const mark of marks) {
    const from = plot.valToPos(mark.fromMs / 1000, 'x', true);
    const to = plot.valToPos(mark.toMs / 1000, 'x', true);
    const own = color(mark.type === 'incident' && !mark.isDown ? '--degraded-mark' : MARK_COLORS[mark.type]);
    ctx.fillStyle = own;
    ctx.strokeStyle = own;
    if (mark.type === 'incident' || mark.type === 'maintenance') {
      const width = Math.max(2 * devicePixelRatio, to - from);
      ctx.globalAlpha = 0.14;
      ctx.fillRect(from, bbox.top, width, bbox.height);
      ctx.globalAlpha = 1;
      ctx.fillRect(from, bbox.top, width, 3 * devicePixelRatio);
      continue;
    }
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(from, bbox.top);
    ctx.lineTo(from, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(from, bbox.top);
    ctx.lineTo(from + 8 * devicePixelRatio, bbox.top + 4 * devicePixelRatio);
    ctx.lineTo(from, bbox.top + 8 * devicePixelRatio);
    ctx.fill();
  }
  ctx.restore();
}

function colors(): (token: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (token) => style.getPropertyValue(token).trim();
}

/** Clock times within a day, dates over more. */
function timeLabels(language: string): (seconds: readonly number[]) => string[] {
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  return (seconds) => {
    const isDays = seconds.length > 1 && seconds[1]! - seconds[0]! >= 86_400;
    return seconds.map((at) => {
      const date = new Date(at * 1000);
      const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
      return (isDays || isMidnight ? day : clock).format(date);
    });
  };
}
