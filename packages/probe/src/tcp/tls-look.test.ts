/** TLS looks at real servers on loopback; what each kind of certificate comes to stands in `tls/matrix.test.ts`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tlsServer } from '../tls/testing/handshake.ts';
import { makeCertificate } from '../tls/testing/make-certificate.ts';
import { lookAtTls } from './testing/look-at.ts';

test('nothing is said over a connection that is only looked at, and no protocol is offered', async () => {
  const seen: (string | false | null)[] = [];

  const own = makeCertificate({ subject: { CN: 'self' }, names: ['127.0.0.1'] });
  const ALPNCallback = ({ protocols }: { readonly protocols: readonly string[] }): undefined => {
    seen.push(...protocols);
    return undefined;
  };
  await using server = await tlsServer({ cert: own.pem, key: own.keyPem, ALPNCallback });
  const { failure, phases } = await lookAtTls(server.port, { tls: { caPem: own.pem } });
  assert.equal(failure, undefined);
  assert.deepEqual([server.received.length, seen], [0, []]);
  assert.deepEqual(Object.keys(phases).toSorted(), ['dnsMs', 'tcpMs', 'tlsMs', 'totalMs']);
});
