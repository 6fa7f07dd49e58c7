/** The grammar of what `/metrics` and `/probe` say. */
import assert from 'node:assert/strict';

/** What `promtool check metrics` wants: help and type once, before the samples; base units; counters and only they `_total`. */
export function assertWellFormed(text: string): void {
  const seen = new Set<string>();
  let current = '';
  for (const line of text.trimEnd().split('\n')) {
    const head = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (head) {
      const [, kind, name, rest] = head as unknown as [string, string, string, string];
      if (kind === 'HELP') assert.ok(!seen.has(name), `${name} twice`);
      else assert.equal(name, current);
      if (kind === 'TYPE') assert.equal(rest === 'counter', name.endsWith('_total'), line);
      current = name;
      seen.add(name);
      assert.ok(!/_(ms|milliseconds|minutes|kb|mb)(_|$)/.test(name), name);
    } else {
      assert.match(
        line,
        /^[a-z_]+(\{[a-z_][a-z0-9_]*="([^"\\\n]|\\.)*"(,[a-z_][a-z0-9_]*="([^"\\\n]|\\.)*")*\})? (-?\d[\d.e+-]*|NaN|[+-]Inf)$/,
      );
      assert.ok(line.startsWith(current), line);
    }
  }
}
