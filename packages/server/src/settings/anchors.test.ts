import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchorOf } from './anchors.ts';
import { loadSettings } from './load-settings.ts';
import { FileProblems } from './yaml-file.ts';

test('an anchor is host:port or a URL; anything else is none', () => {
  const expected = {
    '192.0.2.1:443': { host: '192.0.2.1', port: 443 },
    '[2001:db8::1]:53': { host: '2001:db8::1', port: 53 },
    'anchor.example:8080': { host: 'anchor.example', port: 8080 },
    'https://anchor.example/path': { host: 'anchor.example', port: 443, protocol: 'https' },
    'http://anchor.example': { host: 'anchor.example', port: 80, protocol: 'http' },
    'http://[2001:db8::1]:81/': { host: '2001:db8::1', port: 81, protocol: 'http' },
    'anchor.example': undefined,
    'anchor.example:99999': undefined,
    'ftp://anchor.example': undefined,
    '': undefined,
  };
  for (const [text, anchor] of Object.entries(expected)) assert.deepEqual(anchorOf(text), anchor, text);
});

test('anchors and the heartbeat come from the environment; what is wrong with them is told, a secret is not', () => {
  const env = {
    UPWATCH_ANCHORS: '192.0.2.1:443, https://anchor.example',
    UPWATCH_HEARTBEAT_URL: 'https://heartbeat.example/ping/s3cret',
    UPWATCH_HEARTBEAT_INTERVAL: '30',
  };
  const { anchors, heartbeat } = loadSettings({ flags: {}, env });
  assert.deepEqual(anchors, [
    { host: '192.0.2.1', port: 443 },
    { host: 'anchor.example', port: 443, protocol: 'https' },
  ]);
  assert.deepEqual(heartbeat, { url: env.UPWATCH_HEARTBEAT_URL, intervalSeconds: 30, method: 'GET' });
  const wrong = { UPWATCH_ANCHORS: 'nowhere', UPWATCH_HEARTBEAT_URL: 'ftp://heartbeat.example/s3cret' };
  assert.throws(
    () => loadSettings({ flags: {}, env: wrong }),
    (error) => error instanceof FileProblems && /host:port/.test(error.message) && !/s3cret/.test(error.message),
  );
});
