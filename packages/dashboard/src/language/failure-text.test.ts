import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Say } from './catalogue.ts';
import { german } from './de/index.ts';
import { english } from './en/index.ts';
import { failureText, reasonText } from './failure-text.ts';
import { fill, type Message, type Value } from './message.ts';

const sayIn =
  (section: Readonly<Record<string, Message>>, language: string): Say =>
  (key: string, given: Readonly<Record<string, Value>> = {}) =>
    fill(section[key.slice('failures.'.length)]!, given, language);
const [inEnglish, inGerman] = [sayIn(english.failures, 'en'), sayIn(german.failures, 'de')];
const STATUS = {
  code: 'status.unexpected',
  message: 'The status code is not one of those expected: expected 2xx, got 503',
};

test('a failure is said in the language of the page, with the particulars that came with it', () => {
  const table = [
    [STATUS, 'Der Statuscode ist keiner der erwarteten: erwartet 2xx, bekommen 503'],
    [{ code: 'tls.expired', message: 'The certificate has expired.' }, 'Das Zertifikat ist abgelaufen.'],
    [
      { code: 'dns.nxdomain', message: 'The name does not exist: shop.example' },
      'Den Namen gibt es nicht: shop.example',
    ],
  ] as const;
  for (const [failure, expected] of table) assert.equal(failureText(failure, inGerman), expected);
});

test('in English it is what the API said, and what is not known is never lost', () => {
  assert.equal(failureText(STATUS, inEnglish), STATUS.message);
  for (const failure of [
    { code: 'tls.of_tomorrow', message: 'Something new' },
    { code: 'because', message: 'no code' },
    { code: 'toString', message: 'no code either' },
    { code: 'tls.expired', message: 'Said in other words' },
  ])
    assert.equal(failureText(failure, inGerman), failure.message);
});

test('what only warns has its reason too', () => {
  assert.equal(reasonText({ failure: null, warning: null }, inGerman), undefined);
  const warning = 'expected at most 200 ms, got 240 ms';
  assert.equal(reasonText({ failure: null, warning }, inGerman), 'erwartet at most 200 ms, bekommen 240 ms');
  assert.equal(reasonText({ failure: STATUS, warning }, inEnglish), STATUS.message);
});
