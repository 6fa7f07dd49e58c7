/** The list of ten thousand monitors, gone through from end to end: what is drawn and asked for does not grow with it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '@upwatch/probe';
import { openCoreStore } from '../../packages/server/src/stores/sqlite/core-store.ts';
import { newMonitor } from '../../packages/server/src/stores/testing/samples.ts';
import { opened } from './testing/opened.ts';

const COUNT = 10_000;
/** Of a window of 800 px: what is in view, and a few before and after it. */
const ROWS_MAX = 40;
/** Where a flight ends two pages may be in view; each is a list and its last day. */
const ASKED_MAX = 4;
/** A frame that takes as long is taken for somebody who stays there: the list waits 80 ms, from when it has drawn. */
const STAY_MS = 60;

test('ten thousand monitors are gone through with few rows and few requests, and the last one is there', async (t) => {
  const place = await opened(t, {}, { prepare: keepMonitors });
  if (!place) return;
  const page = await place.signedIn({ viewport: { width: 1280, height: 800 } });
  await page.goto('/monitors');
  await page.getByText('10,000 monitors').waitFor();
  // Its last day is asked for last of all.
  const dayOf = (name: RegExp) => page.getByRole('img', { name }).first();
  await dayOf(/shop 00000/).waitFor();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/api\/v1\/(monitors|dashboard\/last-day)\?/.test(request.url())) asked.push(request.url());
  });
  const { rowsMax, longestMs, idleMs, stays } = await page.evaluate<Flight>(FLIGHT);
  await dayOf(new RegExp(nameOf(COUNT - 1))).waitFor();
  t.diagnostic(`longest frame ${Math.round(longestMs)} ms in flight, ${Math.round(idleMs)} ms at rest`);
  assert.ok(rowsMax <= ROWS_MAX, `${rowsMax} rows at once`);
  assert.ok(asked.length <= ASKED_MAX * (1 + stays), `${stays} stays: ${asked.join('\n')}`);

  // What is pressed goes on from there, and a row between is loaded when somebody stays.
  asked.length = 0;
  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight / 2)');
  await dayOf(/shop 0(49|50)/).waitFor();
  assert.ok(asked.length <= ASKED_MAX, asked.join('\n'));
});

/** In the order of the list. */
function nameOf(at: number): string {
  return `shop ${String(at).padStart(5, '0')}`;
}

interface Flight {
  readonly rowsMax: number;
  readonly longestMs: number;
  readonly idleMs: number;
  /** Frames in flight on which a slow machine stayed. */
  readonly stays: number;
}

/** In the browser: sixty frames at rest, and sixty from the top to the end. The longest gap between two is kept of each. */
const FLIGHT = `(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  let stays = 0;
  const longest = async (each) => {
    let [longestMs, before] = [0, await frame()];
    stays = 0;
    for (let at = 1; at <= 60; at++) {
      each(at);
      const now = await frame();
      longestMs = Math.max(longestMs, now - before);
      if (now - before >= ${STAY_MS}) stays++;
      before = now;
    }
    return longestMs;
  };
  const idleMs = await longest(() => undefined);
  let rowsMax = 0;
  const longestMs = await longest((at) => {
    scrollTo(0, (document.documentElement.scrollHeight * at) / 60);
    rowsMax = Math.max(rowsMax, document.querySelectorAll('main li').length);
  });
  return { rowsMax, longestMs, idleMs, stays };
})()`;

/** None is on: nothing is looked at, only shown. */
async function keepMonitors(dataDir: string): Promise<void> {
  const store = openCoreStore({ file: join(dataDir, 'core.db'), clock: systemClock });
  const changes = Array.from({ length: COUNT }, (_, at) => ({
    type: 'create' as const,
    monitor: newMonitor(at, { name: nameOf(at), isEnabled: false }),
    newTags: [],
  }));
  await store.monitors.changeMany(changes, { name: 'test' });
  await store.close();
}
