import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const OPEN = { authorization: '' };

test('llms.txt names every tag of the document, and every address in it is one that answers', async () => {
  await using api = await testApi();
  const { status, text, headers } = await api.ask('GET', '/llms.txt', undefined, OPEN);
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
  const document = (await api.ask('GET', '/openapi.json')).body;
  for (const { name, description } of document.tags) {
    assert.match(text, new RegExp(`^- ${name} \\([1-9]\\d* operations?\\): `, 'm'));
    assert.ok(text.includes(description), name);
  }
  const links = Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, link]) => `/${link}`);
  assert.ok(links.length >= 8);
  for (const link of links) {
    const answer = await api.ask('GET', link);
    assert.ok(answer.status === 200 || (link === '/mcp' && answer.status === 405), `${link}: ${answer.status}`);
  }
  assert.ok(text.length < 4000, String(text.length));
});
