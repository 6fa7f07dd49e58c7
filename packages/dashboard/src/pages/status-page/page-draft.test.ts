import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatusPage } from '@upwatch/sdk';
import { accessBody, linesOf, lookBody, lookOf, slugOf } from './page-draft.ts';

test('what is left empty takes away what was there, and a name that is not there yet stays away', () => {
  const body = lookBody({ ...lookOf(undefined), description: ' ' });
  assert.equal('name' in body, false);
  assert.equal(body.description, null);
  assert.deepEqual([body.branding?.theme, body.branding?.customCss], [null, null]);
  assert.deepEqual([body.branding?.hidePoweredBy, body.branding?.showSubscribeButton], [false, true]);
});

test('a page that is only looked at is changed in nothing', () => {
  const branding = { theme: 'dark', brandColor: '#aa0000', hidePoweredBy: true, showSubscribeButton: false };
  const page = {
    name: 'Shop',
    description: 'All of it',
    language: 'de',
    branding,
    showTargets: true,
    footerText: 'Imprint',
  };
  const body = lookBody(lookOf({ ...page, showResponseTimes: false } as StatusPage));
  assert.deepEqual(
    { ...body, branding: { ...body.branding } },
    {
      ...{ name: 'Shop', description: 'All of it', footerText: 'Imprint', language: 'de' },
      ...{ showTargets: true, showResponseTimes: false },
      branding: {
        ...{ logoUrl: null, faviconUrl: null, reportUrl: null, headerStyle: null, customCss: null },
        ...{ pageBackground: null, cardBackground: null, textColor: null, borderColor: null },
        ...branding,
      },
    },
  );
});

test('a password is sent when one is typed, and no empty one', () => {
  const draft = { isEnabled: true, visibility: 'PASSWORD', password: '', networks: '', frameAncestors: '' } as const;
  assert.equal('password' in accessBody(draft), false);
  assert.equal(accessBody({ ...draft, password: 'a word of eight' }).password, 'a word of eight');
  assert.deepEqual(linesOf(' 192.0.2.0/24 \n\n2001:db8::1\n'), ['192.0.2.0/24', '2001:db8::1']);
});

test('a name suggests a slug that the server takes', () => {
  const table = [
    ['Example Shop', 'example-shop'],
    ['  Über uns & mehr! ', 'uber-uns-mehr'],
    ['状态', ''],
  ] as const;
  for (const [name, slug] of table) assert.equal(slugOf(name), slug);
});
