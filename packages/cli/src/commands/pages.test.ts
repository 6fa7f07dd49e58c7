import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { served } from '../testing/served.ts';

test('a page is exported as files that name one another, load nothing of elsewhere and say how old they are', async (t) => {
  const { cli, dir, url, token } = await served(t);
  const ask = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1/status-pages${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return ((await answer.json()) as { data: { id: string } }).data.id;
  };
  const page = await ask('', { name: 'Shop', slug: 'shop' });
  await ask(`/${page}/components`, { name: 'Checkout', type: 'STATIC' });
  const incident = await ask(`/${page}/incidents`, { title: 'Orders fail', impact: 'MAJOR', body: 'We look.' });
  const out = join(dir, 'copy');
  const { code, stdout, stderr } = await cli('pages', 'export', 'shop', out);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^\d+ files of shop as it is now, in .*copy; nobody renews them\n$/);
  const index = readFileSync(join(out, 'index.html'), 'utf8');
  assert.match(index, /data-made="20\d\d-[^"]+Z"/);
  assert.match(index, /As of <time/);
  assert.match(index, /id="stale" role="alert" hidden/);
  assert.doesNotMatch(index, /data-live|https?:\/\/|href="\/|src="\//, 'it asks nobody for a newer one');
  const pages = ['index.html', `incidents/${incident}.html`, 'history/index.html'];
  for (const name of pages) {
    const text = readFileSync(join(out, name), 'utf8');
    for (const [, target = ''] of text.matchAll(/(?:href|src)="([^"#]+)"/g)) {
      assert.ok(existsSync(join(out, name, '..', target)), `${name}: ${target}`);
    }
  }
  assert.ok(readdirSync(join(out, 'assets')).includes('live.js'));
  const nothing = await cli('pages', 'export', 'nothing', out);
  assert.equal(nothing.code, 3);
  assert.match(nothing.stderr, /there is no status page with the slug "nothing"/);
});
