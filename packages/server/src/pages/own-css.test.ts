import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CssComplaint, judgedCss } from './own-css.ts';

test('each piece of a style sheet that is left out is named, with its line and why', () => {
  const css = [
    '/* ours',
    '   own */ .card { color: #123; position: fixed }',
    '@import url(x.css);',
    '.banner {',
    '  display: none;',
    '  background: url(https://evil.example/x);',
    '  color: attr(title);',
    '  colour',
    '}',
    '@media print { .card { color: red } }',
    'a[href] { color: red }',
    '.x { color: red',
  ].join('\n');
  const { css: left, complaints } = judgedCss(css);
  assert.equal(left, '.card{color:#123}');
  const expected: readonly CssComplaint[] = [
    { line: 2, reason: 'PROPERTY', text: 'position: fixed' },
    { line: 3, reason: 'AT_RULE', text: '@import url(x.css);' },
    { line: 5, reason: 'MUST_BE_SEEN', text: 'display: none' },
    { line: 6, reason: 'VALUE', text: 'background: url(https://evil.example/x)' },
    { line: 7, reason: 'FUNCTION', text: 'color: attr(title)' },
    { line: 8, reason: 'UNFINISHED', text: 'colour' },
    { line: 10, reason: 'AT_RULE', text: '@media print' },
    { line: 11, reason: 'SELECTOR', text: 'a[href]' },
    { line: 12, reason: 'UNFINISHED', text: '.x { color: red' },
  ];
  assert.deepEqual(complaints, expected);
});

test('a style sheet of which nothing is left out has no complaint', () => {
  assert.deepEqual(judgedCss('.card { color: red; }\n\n:root { --accent: #f00 }\n').complaints, []);
  assert.deepEqual(judgedCss('  ').complaints, []);
});

test('of a style sheet with nothing right in it, not every piece is named', () => {
  assert.equal(judgedCss('.x{y:z}'.repeat(500)).complaints.length, 50);
});
