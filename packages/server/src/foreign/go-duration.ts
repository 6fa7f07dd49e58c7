/** Durations as Go writes them: `1m30s`, `500ms`, `1.5h`; Prometheus adds days, weeks and years. */

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|[smhdwy])/gy;

/** Milliseconds; undefined where it is no duration. A bare number is none, but for 0. */
export function goDurationMs(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '0') return 0;
  const bare = trimmed.replace(/^[+-]/, '');
  let [ms, end] = [0, 0];
  for (const [whole, amount, unit] of bare.matchAll(PART)) {
    ms += Number(amount) * UNIT_MS[unit!]!;
    end += whole.length;
  }
  if (end === 0 || end !== bare.length) return undefined;
  return trimmed.startsWith('-') ? -ms : ms;
}
