import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { rereadable } from './program-pages.ts';
import { forgetProgramPages } from './spare-memory.ts';

const FILE = '/opt/a runtime/bin/node';

function mapping(head: string, dirtyKilobytes: number): string {
  return `${head}\nSize:                 64 kB\nRss:                  40 kB\nPrivate_Clean:        40 kB\nPrivate_Dirty:         ${dirtyKilobytes} kB\nVmFlags: rd mr mw me\n`;
}

describe('pages of the program', () => {
  const cases: readonly (readonly [string, string, number, boolean])[] = [
    ['its code', `00400000-00410000 r-xp 00000000 08:01 77    ${FILE}`, 0, true],
    ['its constants', `00400000-00410000 r--p 00010000 08:01 77    ${FILE}`, 0, true],
    ['what the loader wrote to before it was closed', `00400000-00410000 r--p 00010000 08:01 77    ${FILE}`, 8, false],
    ['its variables', `00400000-00410000 rw-p 00020000 08:01 77    ${FILE}`, 0, false],
    ['code of another file', '00400000-00410000 r-xp 00000000 08:01 78    /usr/lib/libc.so.6', 0, false],
    ['code that has no file', '00400000-00410000 r-xp 00000000 00:00 0 ', 0, false],
    ['a file that was replaced', `00400000-00410000 r-xp 00000000 08:01 77    ${FILE} (deleted)`, 0, false],
  ];
  for (const [what, head, dirty, isThere] of cases) {
    it(`${what} ${isThere ? 'can' : 'cannot'} be read again`, () => {
      const found = rereadable(mapping(head, dirty), FILE);
      assert.deepEqual(found, isThere ? [{ startByte: 0x400000n, bytes: 0x10000n }] : []);
    });
  }

  it('a mapping without a file is not taken for a part of the one before it', () => {
    const smaps =
      mapping(`00400000-00410000 r--p 00000000 08:01 77    ${FILE}`, 8) +
      mapping('00500000-00510000 r-xp 00000000 00:00 0 ', 0);
    assert.deepEqual(rereadable(smaps, FILE), []);
  });

  it('are forgotten in the running process, which goes on', {
    skip: process.platform !== 'linux' && 'Linux only',
  }, () => {
    const before = residentKilobytes();
    forgetProgramPages();
    const after = residentKilobytes();
    assert.ok(after < before / 2, `${before} kB before, ${after} kB after`);
    assert.equal(new Intl.DateTimeFormat('de', { month: 'long', timeZone: 'UTC' }).format(0), 'Januar');
  });
});

/** How much of the runtime's file is in memory. */
function residentKilobytes(): number {
  let isOwn = false;
  let sum = 0;
  for (const line of readFileSync('/proc/self/smaps', 'utf8').split('\n')) {
    if (/^[0-9a-f]+-[0-9a-f]+ /.test(line)) isOwn = line.endsWith(process.execPath);
    else if (isOwn) sum += Number(/^Rss: +(\d+)/.exec(line)?.[1] ?? 0);
  }
  return sum;
}
