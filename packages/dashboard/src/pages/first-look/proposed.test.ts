import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MonitorTestResult } from '@upwatch/sdk';
import { addressOf, nameFor, proposedFor } from './proposed.ts';

test('an address is taken as people type it, and what is none is not', () => {
  for (const [typed, address] of [
    ['shop.example', 'https://shop.example'],
    ['  http://127.0.0.1:8080/health ', 'http://127.0.0.1:8080/health'],
    ['SHOP.example/a?b=c', 'https://SHOP.example/a?b=c'],
    ['', undefined],
    ['not an address', undefined],
    ['ftp://shop.example', undefined],
    ['javascript:alert(1)', undefined],
    ['https://', undefined],
  ] as const)
    assert.equal(addressOf(typed), address, typed);
  assert.equal(nameFor('https://www.shop.example/health'), 'shop.example');
});

test('what a look showed is what is proposed to hold: its status, four times its time, and its certificate', () => {
  const look = { statusCode: 204, responseTimeMs: 380, details: { tlsInfo: { daysLeft: 40 } } };
  const proposals = proposedFor(look as MonitorTestResult);
  assert.deepEqual(
    proposals.map(({ assertion: { config, severity } }) => ({ ...config, severity })),
    [
      { type: 'status_code', expected: '2xx', operator: 'equals', severity: 'fail' },
      { type: 'response_time', thresholdMs: 2000, severity: 'warn' },
      { type: 'ssl_expiry', minDaysRemaining: 14, severity: 'warn' },
    ],
  );
  const refused = { statusCode: 401, responseTimeMs: null, details: null } as MonitorTestResult;
  assert.deepEqual(
    proposedFor(refused).map(({ value }) => value),
    ['401'],
  );
});
