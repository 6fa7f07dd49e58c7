import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownUrl } from './url.ts';

const SHOWN: readonly (readonly [url: string, shown: string])[] = [
  ['http://shop.example/a?b=@#c', 'http://shop.example/a?b=@#c'],
  ['http://me:secret@shop.example/a?b#c', 'http://me:••••@shop.example/a?b#c'],
  ['https://token@shop.example', 'https://••••@shop.example/'],
  ['https://:secret@[::1]:8443/', 'https://:••••@[::1]:8443/'],
  ['http://me:sec/ret@shop.example/', 'http://••••@shop.example/'],
  ['http://me:sec@ret@shop.example/', 'http://me:••••@shop.example/'],
];
for (const [url, shown] of SHOWN) {
  test(`${url} is shown as ${shown}`, () => assert.equal(shownUrl(url), shown));
}
