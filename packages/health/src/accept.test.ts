import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BodyForm, formAccepted } from './accept.ts';

const ACCEPTED: readonly (readonly [string | undefined, BodyForm])[] = [
  [undefined, 'simple'],
  ['', 'simple'],
  ['*/*', 'simple'],
  ['application/json', 'simple'],
  ['application/*', 'simple'],
  ['application/health+json', 'health+json'],
  ['APPLICATION/HEALTH+JSON', 'health+json'],
  ['text/plain', 'plain'],
  ['application/health+json, application/json;q=0.9', 'health+json'],
  ['text/plain;q=0.1, application/health+json;q=0.5', 'health+json'],
  ['text/plain;q=0, */*;q=0.1', 'simple'],
  ['application/health+json;q=x, text/plain', 'plain'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'simple'],
  ['text/plain;q=0', 'simple'],
  ['image/png', 'simple'],
  [',,;q=,', 'simple'],
  [`${'x,'.repeat(100_000)}text/plain`, 'simple'],
];

for (const [accept, form] of ACCEPTED)
  test(`whoever accepts ${accept?.slice(0, 60) ?? 'nothing in particular'} gets ${form}`, () =>
    assert.equal(formAccepted(accept), form));
