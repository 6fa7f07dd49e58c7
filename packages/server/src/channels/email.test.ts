import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import tls from 'node:tls';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { email } from './email.ts';
import type { SendOutcome, SmtpSettings } from './port.ts';
import { contextFor, opening, recovery } from './testing/alerts.ts';
import { mailParts, shown } from './testing/mail-parts.ts';
import { type SmtpScript, startSmtpSink } from './testing/smtp-sink.ts';

const CONFIG = { channelType: 'email', recipients: ['oncall@example.com'] } as const;
const sendBy = (smtp: SmtpSettings, change: Parameters<typeof contextFor>[0] = {}, message = opening()) =>
  email.send({ ...CONFIG, recipients: [...CONFIG.recipients] }, message, contextFor({ smtp, ...change }));

/** A well-behaved server that takes mail. */
async function startServer(options: SMTPServerOptions) {
  const mails: string[] = [];
  const server = new SMTPServer({
    disabledCommands: [],
    authOptional: true,
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString('latin1'));
        done();
      });
    },
    ...options,
  });
  // A client that refuses our certificate ends the connection.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    mails,
    port: (server.server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

test('a mail arrives with text, HTML, one subject and the recipients it has (A08)', async () => {
  await using server = await startServer({ disabledCommands: ['STARTTLS'] });
  const smtp: SmtpSettings = {
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    from: 'Upwatch <up@upwatch.example>',
  };
  const config = email.config.parse({ channelType: 'email', recipients: ['a@example.com', 'b@example.com'] });
  const outcome = await email.send(config, opening(), contextFor({ smtp }));
  assert.equal(outcome.type, 'sent');
  const { headers, parts } = mailParts(server.mails[0]!);
  assert.deepEqual(headers.get('subject')?.map(shown), [
    'DOWN: shop (The certificate has expired: it was valid until 2026-11-20)',
  ]);
  assert.deepEqual(headers.get('to'), ['a@example.com, b@example.com']);
  assert.deepEqual(headers.get('from'), ['Upwatch <up@upwatch.example>']);
  assert.deepEqual(headers.get('auto-submitted'), ['auto-generated']);
  assert.deepEqual(headers.get('list-id'), ['Upwatch alerts <alerts.upwatch.upwatch.example>']);
  assert.equal(headers.get('message-id')?.length, 1);
  for (const name of ['cc', 'bcc', 'reply-to', 'references']) assert.equal(headers.get(name), undefined, name);
  const text = parts.get('text/plain')!;
  const html = parts.get('text/html')!;
  for (const part of [text, html])
    for (const words of [
      'shop is down in local since 12:04',
      'The certificate has expired',
      '2026-11-21 12:04:07 UTC',
      '/incidents/',
    ])
      assert.ok(part.includes(words), words);
  assert.ok(!/<(img|script|link|iframe)/i.test(html));
});

test('why it failed is said once in each part, and nothing is loaded even for the dark form', async () => {
  await using sink = await startSmtpSink();
  const headline = 'a: b is down in local since 12:04 UTC: the certificate has expired (it was valid until 2026-11-20)';
  await sendBy(sink.settings, {}, opening({ monitorName: 'a: b', headline }));
  const { parts } = mailParts(sink.mails[0]!);
  const body = parts.get('text/html')!.split('<body')[1]!;
  for (const part of [parts.get('text/plain')!, body]) {
    assert.ok(part.includes('a: b is down in local since 12:04 UTC'));
    assert.equal(part.split('it was valid until 2026-11-20').length, 2);
  }
  const style = /<style>([^]*)<\/style>/.exec(parts.get('text/html')!)![1]!;
  assert.match(style, /prefers-color-scheme:dark/);
  assert.ok(!/url\(|@import|@font-face/.test(style));
});

test('the recovery is a reply to the opening, and a repeated attempt is the same mail', async () => {
  await using sink = await startSmtpSink();
  await sendBy(sink.settings, { key: 'i:1:c' });
  await sendBy(sink.settings, { key: 'i:1:c' });
  await sendBy(sink.settings, { key: 'i:2:c', openingKey: 'i:1:c' }, recovery());
  const [first, again, last] = sink.mails.map((mail) => mailParts(mail).headers);
  assert.deepEqual(first?.get('message-id'), again?.get('message-id'));
  assert.notDeepEqual(first?.get('message-id'), last?.get('message-id'));
  assert.deepEqual(last?.get('references'), first?.get('message-id'));
  assert.deepEqual(last?.get('in-reply-to'), first?.get('message-id'));
  assert.equal(shown(last!.get('subject')![0]!), 'UP: shop (was down 12 min 5 s)');
});

test('every answer of a mail server means what the row says (A06)', async () => {
  const rows: readonly (readonly [string, SmtpScript, SendOutcome['type'], mails: number])[] = [
    ['421 at the greeting', { greeting: '421 4.3.2 too busy' }, 'retry', 0],
    ['554 at the greeting', { greeting: '554 5.7.1 not you' }, 'reject', 0],
    ['450 at MAIL', { replies: { MAIL: '450 4.2.0 greylisted' } }, 'retry', 0],
    ['553 at MAIL', { replies: { MAIL: '553 5.1.8 sender refused' } }, 'reject', 0],
    ['450 at RCPT', { replies: { RCPT: '450 4.2.1 later' } }, 'retry', 0],
    ['550 at RCPT', { replies: { RCPT: '550 5.1.1 no such user' } }, 'reject', 0],
    ['421 at DATA', { replies: { DATA: '421 4.3.2 closing' } }, 'retry', 0],
    ['503 at DATA', { replies: { DATA: '503 5.5.1 out of order' } }, 'retry', 0],
    ['451 to the mail', { replies: { 'DATA.': '451 4.3.0 try later' } }, 'retry', 1],
    ['552 to the mail', { replies: { 'DATA.': '552 5.3.4 too big' } }, 'reject', 1],
    ['554 to the mail', { replies: { 'DATA.': '554 5.7.1 spam' } }, 'reject', 1],
    ['closed after the mail, before 250', { replies: { 'DATA.': 'close' } }, 'retry', 1],
    ['closed after 250', { closesAfterMail: true }, 'sent', 1],
    ['closed instead of a greeting', { greeting: '220 hello', replies: { EHLO: 'close', HELO: 'close' } }, 'retry', 0],
    ['not a mail server', { greeting: 'SSH-2.0-OpenSSH_9.2' }, 'retry', 0],
    ['two lines of 250', { replies: { 'DATA.': '250-first\r\n250 second' } }, 'sent', 1],
  ];
  for (const [name, script, expected, mails] of rows) {
    await using sink = await startSmtpSink(script);
    const outcome = await sendBy(sink.settings, { signal: AbortSignal.timeout(10_000) });
    assert.equal(outcome.type, expected, `${name}: ${JSON.stringify(outcome)}`);
    assert.equal(sink.mails.length, mails, name);
  }
});

test('a server that never answers is left at the deadline, wherever it falls silent (A04, A06)', async () => {
  const scripts: readonly SmtpScript[] = [
    { greeting: 'silence' },
    { replies: { EHLO: 'silence' } },
    { replies: { RCPT: 'silence' } },
    { replies: { 'DATA.': 'silence' } },
    { greeting: `220-${'slow '.repeat(20)}` },
  ];
  for (const script of scripts) {
    await using sink = await startSmtpSink(script);
    const outcome = await sendBy(sink.settings, { signal: AbortSignal.timeout(150) });
    assert.equal(outcome.type, 'retry', JSON.stringify(script));
    assert.match(outcome.type === 'retry' ? outcome.reason : '', /deadline/);
  }
});

test('wrong credentials are refused for good, a busy login is not', async () => {
  for (const [answer, expected] of [
    ['535 5.7.8 wrong', 'reject'],
    ['454 4.7.0 later', 'retry'],
  ] as const) {
    await using sink = await startSmtpSink({ extensions: ['AUTH PLAIN'], replies: { AUTH: answer } });
    const outcome = await sendBy({ ...sink.settings, user: 'up', password: 'canary-password' });
    assert.equal(outcome.type, expected);
    assert.ok(!JSON.stringify(outcome).includes('canary-password'));
    assert.equal(sink.mails.length, 0);
  }
});

test('required TLS never falls back: stripped STARTTLS sends neither password nor mail (A06)', async () => {
  await using sink = await startSmtpSink({ extensions: ['AUTH PLAIN LOGIN'] });
  const withUser = { ...sink.settings, user: 'up', password: 'secret-password' };
  const required = await sendBy({ ...withUser, security: 'starttls' });
  assert.equal(required.type, 'reject');
  assert.match(required.type === 'reject' ? required.reason : '', /offers no TLS/);
  // Not this machine by name, so that the password must not go in the clear.
  const opportunistic = await sendBy({ ...withUser, host: '::ffff:127.0.0.1' });
  assert.equal(opportunistic.type, 'reject');
  assert.ok(!sink.commands.some((command) => /^(AUTH|MAIL)/.test(command)), sink.commands.join());
  assert.equal(sink.mails.length, 0);
  assert.equal((await sendBy(withUser)).type, 'sent');
});

test('a certificate that is not trusted gets no mail where TLS is required, and will be tried again (A06)', async () => {
  // The library's own certificate: for localhost, signed by nobody.
  await using server = await startServer({});
  const smtp: SmtpSettings = { host: '127.0.0.1', port: server.port, security: 'starttls', from: 'up@upwatch.example' };
  const outcome = await sendBy(smtp);
  assert.equal(outcome.type, 'retry', JSON.stringify(outcome));
  assert.match(outcome.type === 'retry' ? outcome.reason : '', /no trusted TLS connection/);
  assert.equal(server.mails.length, 0);
  assert.equal((await sendBy({ ...smtp, security: 'opportunistic' })).type, 'sent');
});

test('with a trusted certificate, user and password, both kinds of TLS deliver', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'upwatch-smtp-'));
  const before = tls.getCACertificates('default');
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ],
      { stdio: 'ignore' },
    );
    tls.setDefaultCACertificates([...before, readFileSync(cert, 'utf8')]);
    for (const security of ['starttls', 'tls'] as const) {
      const users: string[] = [];
      await using server = await startServer({
        key: readFileSync(key),
        cert: readFileSync(cert),
        secure: security === 'tls',
        authOptional: false,
        onAuth({ username, password }, _session, done) {
          users.push(`${username} ${password}`);
          done(null, { user: username });
        },
      });
      const outcome = await sendBy({
        host: '127.0.0.1',
        port: server.port,
        security,
        user: 'up',
        password: 'päss word',
        from: 'up@upwatch.example',
      });
      assert.equal(outcome.type, 'sent', JSON.stringify(outcome));
      assert.deepEqual(users, ['up päss word']);
      assert.equal(server.mails.length, 1);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    context.skip('openssl is not installed');
  } finally {
    tls.setDefaultCACertificates(before);
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a name cannot add a header, a recipient or a second subject (A08)', async () => {
  await using sink = await startSmtpSink();
  const name = 'x\r\nBcc: a@b.example\r\n\r\n<script>alert(1)</script>\u2028Subject: y\0';
  await sendBy(sink.settings, {}, opening({ monitorName: name, headline: name, target: name, regions: [name] }));
  const { headers, parts } = mailParts(sink.mails[0]!);
  assert.equal(headers.get('subject')?.length, 1);
  assert.equal(headers.get('bcc'), undefined);
  assert.deepEqual(headers.get('to'), ['oncall@example.com']);
  assert.deepEqual(
    sink.commands.filter((command) => command.startsWith('RCPT')),
    ['RCPT TO:<oncall@example.com>'],
  );
  assert.ok(!parts.get('text/html')!.includes('<script'));
  assert.ok(parts.get('text/html')!.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
});

test('a server that takes neither 8 bits nor long lines gets neither (A06)', async () => {
  await using sink = await startSmtpSink();
  const long = `ünïcode ${'ж'.repeat(6_000)} ${'a'.repeat(6_000)} 🔥`;
  const outcome = await sendBy(sink.settings, {}, opening({ monitorName: long, headline: long, target: long }));
  assert.equal(outcome.type, 'sent');
  for (const line of sink.mails[0]!.split('\r\n')) {
    assert.ok(line.length <= 78, `${line.length} octets: ${line.slice(0, 60)}`);
    assert.ok(/^[\t\x20-\x7e]*$/.test(line));
    assert.ok(line !== '.');
  }
});

test('recipients that a server does not take are named; where it takes none, one refused for now decides', async () => {
  const config = { channelType: 'email' as const, recipients: ['a@example.com', 'b@example.com'] };
  await using some = await startSmtpSink({ replies: { 'RCPT TO:<b@example.com>': '550 5.1.1 unknown' } });
  const sent = await email.send(config, opening(), contextFor({ smtp: some.settings }));
  assert.equal(sent.type, 'sent');
  assert.match(sent.responseExcerpt ?? '', /not taken for b@example\.com/);
  await using none = await startSmtpSink({
    replies: { RCPT: '550 5.1.1 unknown', 'RCPT TO:<a@example.com>': '450 4.2.0 later' },
  });
  assert.equal((await email.send(config, opening(), contextFor({ smtp: none.settings }))).type, 'retry');
});

test("the channel's own mail server comes before the server's, and with neither the reason names the setting", async () => {
  await using sink = await startSmtpSink();
  const unreachable: SmtpSettings = { host: '127.0.0.1', port: 1, security: 'none', from: 'up@upwatch.example' };
  const config = email.config.parse({ ...CONFIG, smtp: sink.settings });
  assert.equal((await email.send(config, opening(), contextFor({ smtp: unreachable }))).type, 'sent');
  assert.equal((await sendBy(unreachable)).type, 'retry');
  const outcome = await email.send(email.config.parse(CONFIG), opening(), contextFor());
  assert.equal(outcome.type, 'reject');
  assert.match(outcome.type === 'reject' ? outcome.reason : '', /UPWATCH_SMTP_URL/);
});
