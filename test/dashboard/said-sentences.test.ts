/** What the dashboard says in the place of the API's sentences, held against the table that they are made of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asText, inWords, readOrText, type Said, said, SENTENCES } from '@upwatch/core';
import type { Say } from '../../packages/dashboard/src/language/catalogue.ts';
import { german } from '../../packages/dashboard/src/language/de/index.ts';
import { english } from '../../packages/dashboard/src/language/en/index.ts';
import { englishOfPages } from '../../packages/dashboard/src/language/en/of-pages.ts';
import { fill, type Message, type Value } from '../../packages/dashboard/src/language/message.ts';
import { saidText } from '../../packages/dashboard/src/language/said-text.ts';
import { chinese } from '../../packages/dashboard/src/language/zh/index.ts';

/** Said by the table of failures, or as an assertion puts it. */
const APART = new Set(['failure', 'warning']);

type Catalogue = Readonly<Record<string, Readonly<Record<string, Message>>>>;

const speaking =
  (catalogue: Catalogue, language: string): Say =>
  (key: string, given: Readonly<Record<string, Value>> = {}) => {
    const dot = key.indexOf('.');
    const section = catalogue[key.slice(0, dot)]!;
    const text = key.slice(dot + 1);
    return Object.hasOwn(section, text) ? fill(section[text]!, given, language) : key;
  };
const inEnglish = speaking({ ...english, ...englishOfPages }, 'en');
const inGerman = speaking(german, 'de');
const inChinese = speaking(chinese, 'zh');

test('every sentence of the table is in the catalogue, in English word for word', () => {
  const table = Object.entries(SENTENCES).filter(([code]) => !APART.has(code));
  assert.deepEqual({ ...englishOfPages.said, ...englishOfPages.refusals }, Object.fromEntries(table));
  const same = table.filter(([code, text]) => {
    const other = ({ ...german.said, ...german.refusals } as Readonly<Record<string, string>>)[code];
    return other === text && /[a-z]{4}/.test(text.replaceAll(/\{\w+\}/g, ''));
  });
  assert.deepEqual(same, [], 'in German it is not left English');
});

const RULE = readOrText('2 consecutive failures in eu', 'rule');
const TABLE: readonly (readonly [said: Said, german: string])[] = [
  [
    readOrText('Confirmed in eu, us: 2 consecutive failures in eu.', 'line'),
    'Bestätigt in eu, us: 2 Fehlschläge nacheinander in eu.',
  ],
  [
    said('summary.over', {
      ...{
        name: 'shop',
        severity: said('severity.down'),
        place: said('summary.place', { regions: 'eu' }),
        flapping: '',
      },
      duration: said('duration.min', { count: 3 }),
      end: said('end.recovered'),
    }),
    'shop war ausgefallen in eu, 3 min lang; es hat sich erholt.',
  ],
  [said('course.line', { at: '12:00', line: readOrText('Recovered.', 'line') }), 'Um 12:00: Erholt.'],
  [
    said('why.rule', {
      ...{ rule: RULE, at: '12:00', counted: 2, needed: 2, measured: '' },
      looks: [
        said('why.look', { at: '11:59', region: 'eu', again: '' }),
        said('why.look', { at: '12:00', region: 'eu', again: said('why.again') }),
      ],
    }),
    'Die Regel „2 Fehlschläge nacheinander in eu“ griff um 12:00: 2 von 2 (11:59 eu; 12:00 eu, sofort noch einmal nachgesehen).',
  ],
  [
    said('seen.failure', {
      what: { code: 'failure', params: { code: 'tls.expired', message: 'The certificate has expired' } },
    }),
    ': Das Zertifikat ist abgelaufen',
  ],
  [
    said('look.at', {
      region: 'eu',
      seen: {
        code: 'failure',
        params: {
          code: 'status.unexpected',
          message: 'The status code is not one of those expected: expected 2xx, got 503',
        },
      },
    }),
    'eu: Der Statuscode ist keiner der erwarteten: erwartet 2xx, bekommen 503',
  ],
  [
    readOrText('matchRules[0].values[0] names a tag that is not there: "shop"', 'hint'),
    'matchRules[0].values[0] nennt ein Schlagwort, das es nicht gibt: „shop“',
  ],
  [
    readOrText('frequencySeconds must be at least 1, got 0', 'refusal'),
    'frequencySeconds muss mindestens 1 sein, bekommen 0',
  ],
  [readOrText('another tag is named "shop" already', 'refusal'), 'Schlagwort: „shop“ gibt es schon'],
  [asText('It is the disk.'), 'It is the disk.'],
];

test('what is said is put together in the language of the page, and in English as the API says it', () => {
  for (const [one, expected] of TABLE) {
    const text = inWords(one);
    assert.equal(saidText(one, text, inGerman), expected);
    assert.equal(saidText(one, text, inEnglish), text);
    if (one.code !== 'text') assert.match(saidText(one, text, inChinese), /\p{Script=Han}/u, text);
  }
});

test('a code that is not known yet, here or inside of another, leaves the sentence of the API', () => {
  const unknown = { code: 'line.of_tomorrow', params: {} };
  for (const one of [
    unknown,
    { code: 'course.line', params: { at: '12:00', line: unknown } },
    { code: 'toString', params: {} },
  ])
    assert.equal(saidText(one, 'Something new.', inGerman), 'Something new.');
  assert.equal(saidText(undefined, 'Something old.', inGerman), 'Something old.');
});
