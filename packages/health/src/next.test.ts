/** The table of requests once more, against an application of Next.js that is built and started for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './testing/ask.ts';
import { nextApplication } from './testing/next-application.ts';
import { FRAMEWORKS } from './testing/frameworks.ts';
import { REQUESTS } from './testing/requests.ts';
import { healthOfTable } from './testing/table-health.ts';

test('Next.js answers as node:http does', { timeout: 600_000 }, async (context) => {
  await using app = await nextApplication();
  await using other = await FRAMEWORKS['node:http']!(await healthOfTable());
  // To a path that cannot be decoded Next.js answers with an error of its own.
  for (const request of REQUESTS.filter(({ isMalformed }) => !isMalformed)) {
    await context.test(request.what, async () => {
      const answered = await ask(app.url + request.path, request);
      const { headers, ...rest } = answered;
      const { headers: expected, ...same } = await ask(other.url + request.path, request);
      assert.deepEqual(rest, same);
      for (const name of ['content-type', 'cache-control', 'allow']) assert.equal(headers[name], expected[name], name);
      // Next.js compresses, and varies by headers of its own.
      assert.match(headers['vary']!, /\bAccept\b/);
    });
  }
});
