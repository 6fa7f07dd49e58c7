import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from '../api/testing/test-api.ts';
import { shopPage } from './testing/shop-page.ts';

test('a page’s own text below is inert Markdown, on each of its documents, and not before the gate', async () => {
  await using api = await testApi();
  const footerText = 'By [us](https://us.example)\n<script>alert(1)</script>';
  const shop = await shopPage(api, { footerText });
  const read = async (path: string) => {
    api.pass(3000);
    return (await api.inject({ method: 'GET', url: `/status/shop${path}` })).payload;
  };
  for (const path of ['', '/history', `/incidents/${shop.incidents.open}`]) {
    const [, below = ''] = (await read(path)).split('<footer>');
    assert.match(below, /^<div class="wrap own"><p>By <a href="https:\/\/us\.example" rel="[\w ]+">us<\/a>/, path);
    assert.doesNotMatch(below, /<script>/);
  }
  const at = `/api/v1/status-pages/${shop.id}`;
  await api.ask('PUT', at, { visibility: 'PASSWORD' });
  assert.doesNotMatch(await read(''), /us\.example/);
  const { body } = await api.ask('PUT', at, { visibility: 'PUBLIC', footerText: null });
  assert.equal(body.data.footerText, null);
  assert.doesNotMatch(await read(''), /us\.example|class="wrap own"/);
});
