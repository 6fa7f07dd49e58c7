import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DomainRecords, proveDomain } from './domain-proof.ts';

const EXPECTED = { hostname: 'status.shop.example', token: 'upwatch-abc' };
const NOTHING: DomainRecords = { txt: async () => [], cname: async () => [] };

test('a token in the TXT record of the name proves it, whatever stands beside', async () => {
  const asked: string[] = [];
  const txt = async (name: string) => {
    asked.push(name);
    return ['v=spf1 -all', ' upwatch-abc'];
  };
  assert.deepEqual(await proveDomain(EXPECTED, { ...NOTHING, txt }), { type: 'proven', by: 'TXT' });
  assert.deepEqual(asked, ['_upwatch.status.shop.example']);
  const inside = await proveDomain(EXPECTED, { ...NOTHING, txt: async () => ['upwatch-abcd'] });
  assert.equal(inside.type, 'missing');
});

test('a CNAME to the server proves it where the server knows its own name, and not elsewhere', async () => {
  const records = { ...NOTHING, cname: async () => ['Upwatch.Example.'] };
  const cnameTarget = 'upwatch.example';
  assert.deepEqual(await proveDomain({ ...EXPECTED, cnameTarget }, records), { type: 'proven', by: 'CNAME' });
  assert.equal((await proveDomain(EXPECTED, records)).type, 'missing');
  const elsewhere = { ...NOTHING, cname: async () => ['evil-upwatch.example'] };
  assert.equal((await proveDomain({ ...EXPECTED, cnameTarget }, elsewhere)).type, 'missing');
});

test('what is missing is said with what was found, and name servers that do not answer are no proof', async () => {
  const failing = async () => {
    throw Object.assign(new Error('queryTxt ETIMEOUT'), { code: 'ETIMEOUT' });
  };
  const proof = await proveDomain(
    { ...EXPECTED, cnameTarget: 'upwatch.example' },
    { txt: failing, cname: async () => ['other.example'] },
  );
  assert.deepEqual(proof, {
    type: 'missing',
    why:
      'the TXT record _upwatch.status.shop.example must be upwatch-abc, got no answer (ETIMEOUT); ' +
      'or the CNAME of status.shop.example must be upwatch.example, got "other.example"',
  });
});
