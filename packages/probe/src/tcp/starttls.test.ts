/** Every protocol that can change to TLS, by a server that keeps to it, one that has no TLS, and one that says anything. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { makeCertificate } from '../tls/testing/make-certificate.ts';
import { type Exchange, START_TLS, type StartTlsProtocol } from './starttls.ts';
import { lookAtTcp, lookAtTls } from './testing/look-at.ts';
import { type Act, scriptedServer } from './testing/scripted-server.ts';

const own = makeCertificate({ subject: { CN: 'self' }, names: ['127.0.0.1'] });
const tls = { caPem: own.pem };
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** As MySQL 8 greets: `capabilities` are the lower two bytes. */
function mysqlGreeting(capabilities: number): Buffer {
  const body = Buffer.concat([
    Buffer.from([10]),
    Buffer.from('8.0.36\0'),
    Buffer.alloc(4, 1),
    Buffer.alloc(8, 2),
    Buffer.from([0, capabilities & 0xff, capabilities >> 8]),
    Buffer.alloc(30, 3),
  ]);
  return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]);
}

const LDAP_REQUEST = hex('30 1d 02 01 01 77 18 80 16 312e332e362e312e342e312e313436362e3230303337');

interface Play {
  readonly agrees: readonly Act[];
  readonly refuses: readonly Act[];
  readonly says: RegExp;
}

const PLAYS: Readonly<Record<StartTlsProtocol, Play>> = {
  smtp: {
    agrees: [
      ['send', '220-mail.example\r\n220 ESMTP\r\n'],
      ['expect', 'EHLO upwatch.invalid\r\n'],
      ['send', '250-mail.example\r\n250-STARTTLS\r\n250-SIZE 1\r\n250 HELP\r\n'],
      ['expect', 'STARTTLS\r\n'],
      ['send', '220 2.0.0 Ready\r\n'],
    ],
    refuses: [
      ['send', '220 ESMTP\r\n'],
      ['expect', 'EHLO'],
      ['send', '250-SIZE 1\r\n250 HELP\r\n'],
    ],
    says: /\(smtp\): 250 HELP/,
  },
  imap: {
    agrees: [
      ['send', '* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n'],
      ['expect', 'a1 STARTTLS\r\n'],
      ['send', '* BLURB\r\na1 OK begin\r\n'],
    ],
    refuses: [
      ['send', '* OK ready\r\n'],
      ['expect', 'a1'],
      ['send', 'a1 BAD unknown\r\n'],
    ],
    says: /a1 BAD unknown/,
  },
  pop3: {
    agrees: [
      ['send', '+OK POP3\r\n'],
      ['expect', 'STLS\r\n'],
      ['send', '+OK begin\r\n'],
    ],
    refuses: [
      ['send', '+OK POP3\r\n'],
      ['expect', 'STLS\r\n'],
      ['send', '-ERR no\r\n'],
    ],
    says: /-ERR no/,
  },
  ftp: {
    agrees: [
      ['send', '220-hello\r\n220 FTP\r\n'],
      ['expect', 'AUTH TLS\r\n'],
      ['send', '234 go\r\n'],
    ],
    refuses: [
      ['send', '220 FTP\r\n'],
      ['expect', 'AUTH TLS\r\n'],
      ['send', '502 no\r\n'],
    ],
    says: /502 no/,
  },
  ldap: {
    agrees: [
      ['expect', LDAP_REQUEST],
      ['send', hex('30 84 00 00 00 10 02 01 01 78 84 00 00 00 07 0a 01 00 04 00 04 00')],
    ],
    refuses: [
      ['expect', LDAP_REQUEST],
      ['send', hex('30 0c 02 01 01 78 07 0a 01 02 04 00 04 00')],
    ],
    says: /result code 2/,
  },
  xmpp: {
    agrees: [
      ['expect', "to='127.0.0.1'"],
      [
        'send',
        "<?xml version='1.0'?><stream:stream><stream:features><starttls xmlns='urn'><required/></starttls></stream:features>",
      ],
      ['expect', "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
      ['send', "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
    ],
    refuses: [
      ['expect', '<stream'],
      ['send', '<stream:stream><stream:features><bind/></stream:features>'],
    ],
    says: /<\/stream:features>/,
  },
  postgres: {
    agrees: [
      ['expect', hex('00000008 04d2162f')],
      ['send', 'S'],
    ],
    refuses: [
      ['expect', hex('00000008 04d2162f')],
      ['send', 'N'],
    ],
    says: /N \(no TLS\)/,
  },
  mysql: {
    agrees: [
      ['send', mysqlGreeting(0xffff)],
      ['expect', Buffer.concat([hex('20000001 008a0000 00000001 2d'), Buffer.alloc(23)])],
    ],
    refuses: [['send', mysqlGreeting(0xf7ff)]],
    says: /offers no TLS/,
  },
  nntp: {
    agrees: [
      ['send', '200 news\r\n'],
      ['expect', 'STARTTLS\r\n'],
      ['send', '382 go\r\n'],
    ],
    refuses: [
      ['send', '200 news\r\n'],
      ['expect', 'STARTTLS\r\n'],
      ['send', '580 no\r\n'],
    ],
    says: /580 no/,
  },
  sieve: {
    agrees: [
      ['send', '"IMPLEMENTATION" "x"\r\n"STARTTLS"\r\nOK "ready"\r\n'],
      ['expect', 'STARTTLS\r\n'],
      ['send', 'OK "go"\r\n'],
    ],
    refuses: [['send', '"IMPLEMENTATION" "x"\r\nOK "ready"\r\n']],
    says: /OK "ready"/,
  },
};

for (const [protocol, { agrees, refuses, says }] of Object.entries(PLAYS)) {
  describe(protocol, () => {
    test('goes over to TLS, whose certificate is verified, and on with the dialogue', async () => {
      await using server = await scriptedServer([...agrees, ['tls', own], ['expect', 'hi'], ['send', 'secret\n']]);
      const look = await lookAtTcp(server.port, { startTls: protocol, tls, steps: [{ send: 'hi', expect: 'secret' }] });
      assert.equal(look.failure?.message, undefined);
      assert.equal(look.facts.tls?.isVerified, true);
      assert.deepEqual(
        Object.keys(look.phases).filter((name) => name === 'tlsMs' || name === 'tcpMs'),
        ['tcpMs', 'tlsMs'],
      );
    });

    test('a certificate that nobody trusts is found', async () => {
      await using server = await scriptedServer([...agrees, ['tls', own]]);
      const { failure, facts } = await lookAtTls(server.port, { startTls: protocol });
      assert.equal(failure?.code, 'tls.self_signed', failure?.message ?? 'no failure');
      assert.equal(facts.tls?.subject, 'CN=self');
    });

    test('a server that has no TLS says so in its own words', async () => {
      await using server = await scriptedServer(refuses);
      const { failure } = await lookAtTls(server.port, { startTls: protocol });
      assert.deepEqual([failure?.code, failure?.phase], ['protocol.starttls', 'tls'], failure?.message ?? 'no failure');
      assert.match(failure!.message, says);
    });

    test('one that closes instead is told of, and one that is silent is a timeout', async () => {
      await using closing = await scriptedServer([['close']]);
      const closed = await lookAtTls(closing.port, { startTls: protocol });
      assert.equal(closed.failure?.code, 'protocol.starttls');
      assert.match(closed.failure.message, /closed the connection/);
      await using silent = await scriptedServer([]);
      const { failure } = await lookAtTls(silent.port, { startTls: protocol, timeoutMs: 120 });
      assert.deepEqual([failure?.code, failure?.phase], ['timeout.tls', 'tls']);
      assert.match(failure!.message, /did not agree to TLS/);
    });

    test('whatever comes is read without a fault, and never beyond its end', () => {
      const exchanges: readonly Exchange[] = START_TLS[protocol as StartTlsProtocol];
      const heads = agrees.flatMap((act) => (act[0] === 'send' ? [Buffer.from(act[1])] : []));
      const anything = fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc
          .tuple(fc.constantFrom(...heads, Buffer.from('x')), fc.nat(200), fc.uint8Array({ maxLength: 40 }))
          .map(([head, cut, tail]) => Buffer.concat([head.subarray(0, cut), tail])),
      );
      fc.assert(
        fc.property(fc.constantFrom(...exchanges), anything, ({ read }, bytes) => {
          const reading = read(Buffer.from(bytes));
          if (reading !== 'more' && 'used' in reading) assert.ok(reading.used <= bytes.length);
        }),
      );
    });
  });
}

test('an endless answer that comes to no point is given up', async () => {
  await using server = await scriptedServer([['send', '220-more\r\n'.repeat(3000)]]);
  const { failure } = await lookAtTls(server.port, { startTls: 'smtp' });
  assert.equal(failure?.code, 'protocol.limit');
});
