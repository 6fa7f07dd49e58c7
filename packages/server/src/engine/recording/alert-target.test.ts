import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertTargetOf } from './alert-target.ts';

test('an alert shows what is watched without credentials, query or fragment', () => {
  const targets: readonly (readonly [Parameters<typeof alertTargetOf>[0]['config'], string])[] = [
    [{ url: 'https://user:secret@shop.example:8443/health?token=abc#part' }, 'https://shop.example:8443/health'],
    [{ url: 'https://shop.example/' }, 'https://shop.example'],
    [{ url: 'not a url' }, 'shop'],
    [{ host: 'db.example', port: 5432 }, 'db.example:5432'],
    [{ hostname: 'shop.example' }, 'shop.example'],
    [{}, 'shop'],
  ];
  for (const [config, target] of targets) assert.equal(alertTargetOf({ config, name: 'shop' }), target);
});
