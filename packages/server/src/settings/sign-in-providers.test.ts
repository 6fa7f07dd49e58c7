import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../stores/sqlite/testing/temporary-store.ts';
import { loadSettings } from './load-settings.ts';
import { FileProblems, readYaml } from './yaml-file.ts';

const GOOD = {
  id: 'corp',
  name: 'Corp',
  issuer: 'https://id.shop.test',
  clientId: 'upwatch',
  clientSecret: 'hush hush',
};

function load(providers: readonly object[], env: Readonly<Record<string, string>> = {}) {
  const file = readYaml(JSON.stringify({ server: { signInProviders: providers } }), 'upwatch.yml', env);
  return loadSettings({ flags: {}, env: {}, file }).signInProviders;
}

function problemsOf(providers: readonly object[]): string {
  try {
    load(providers);
  } catch (error) {
    if (error instanceof FileProblems) return error.message;
    throw error;
  }
  return '';
}

test('a provider is named in the file, its secret in the environment or in a file of its own', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'secret');
  writeFileSync(file, 'hush hush\n');
  for (const clientSecret of ['${CORP_SECRET}', `file:${file}`]) {
    const [provider] = load([{ ...GOOD, clientSecret }], { CORP_SECRET: 'hush hush' }) ?? [];
    assert.deepEqual(provider, {
      ...GOOD,
      scopes: ['openid', 'email', 'profile'],
      makesMembers: false,
      countsAsBoth: false,
    });
  }
  const inEnv = loadSettings({ flags: {}, env: { UPWATCH_SIGN_IN_PROVIDERS: JSON.stringify([GOOD]) } });
  assert.equal(inEnv.signInProviders?.[0]?.id, 'corp');
  assert.deepEqual(loadSettings({ flags: {}, env: {} }).signInProviders, []);
});

test('what is wrong with one is said by its place, without the secret', () => {
  const at = 'server.signInProviders[0].';
  for (const [change, expected] of [
    [{ issuer: 'http://id.shop.test' }, `${at}issuer must be an https URL; http is for this machine alone`],
    [{ issuer: 'id' }, `${at}issuer must be an https URL`],
    [{ id: 'Corp ID' }, `${at}id must be small letters, digits and dashes`],
    [{ clientSecret: 'file:/nowhere/at/all' }, `${at}clientSecret names the file /nowhere/at/all`],
    [{ role: 'OWNER' }, `${at}role must be`],
    [{ roles: { admins: 'OWNER' } }, `${at}roles.admins must be`],
    [{ domains: ['@shop.test'] }, `${at}domains[0] must be a domain in small letters`],
    [{ secret: 'x' }, `${at}secret is not`],
  ] as const) {
    const said = problemsOf([{ ...GOOD, ...change }]);
    assert.ok(said.includes(expected), `${JSON.stringify(change)}: ${said}`);
    assert.doesNotMatch(said, /hush/);
  }
  assert.match(problemsOf([GOOD, GOOD]), /must not name two providers with one id/);
  for (const issuer of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])
    assert.equal(problemsOf([{ ...GOOD, issuer }]), '', issuer);
});
