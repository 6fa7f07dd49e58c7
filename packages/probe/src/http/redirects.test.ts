import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerOf, pathOf, RawTarget } from './testing/raw-target.ts';
import { lookAt } from './testing/look-at.ts';

const redirect = (location: string, status = '302 Found', ...head: string[]): string =>
  [`HTTP/1.1 ${status}`, `Location: ${location}`, ...head, 'Content-Length: 0', '', ''].join('\r\n');

/** A target that answers each path from a table; `HERE` stands for its own host and port. */
function targetWith(answers: Readonly<Record<string, string>>): Promise<RawTarget> {
  return RawTarget.start((socket, request) => {
    const answer = answers[pathOf(request)] ?? answerOf('', [], '404 Not Found');
    socket.end(answer.replaceAll('HERE', `127.0.0.1:${socket.localPort}`), 'latin1');
  });
}

const lineOf = (request: string | undefined): string => request?.split('\r\n', 1)[0] ?? '';
const header = (request: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(request)?.[1]?.trimEnd();

test('redirects are followed, and each step is told with its status and phases', async () => {
  await using target = await targetWith({
    '/a/b': redirect('../c?x=1#part'),
    '/c?x=1': redirect('//HERE/d', '308 Permanent Redirect'),
    '/d': answerOf('end'),
  });
  const { facts, phases, failure } = await lookAt(target.url('/a/b'));
  assert.equal(failure, undefined);
  assert.equal(facts.statusCode, 200);
  assert.equal(facts.finalUrl, target.url('/d'));
  assert.deepEqual(
    facts.redirects!.map(({ url, statusCode }) => [url, statusCode]),
    [
      [target.url('/a/b'), 302],
      [target.url('/c?x=1'), 308],
    ],
  );
  const { totalMs, dnsMs, tcpMs, ttfbMs, downloadMs } = phases;
  assert.ok(Math.abs(dnsMs! + tcpMs! + ttfbMs! + downloadMs! - totalMs) < 1e-6);
  assert.ok(totalMs > facts.redirects![0]!.phases.totalMs + facts.redirects![1]!.phases.totalMs);
});

test('a limit of 0 makes a redirect an answer like any other', async () => {
  await using target = await targetWith({ '/': redirect('/x') });
  const { facts, failure } = await lookAt(target.url(), { redirectsMax: 0 });
  assert.equal(failure, undefined);
  assert.deepEqual([facts.statusCode, facts.redirects, facts.finalUrl], [302, undefined, undefined]);
});

test('a 3xx without Location, or that is no redirect, is an answer like any other', async () => {
  await using target = await targetWith({
    '/none': answerOf('', [], '301 Moved Permanently'),
    '/300': redirect('/x', '300 Multiple Choices'),
    '/304': redirect('/x', '304 Not Modified'),
  });
  for (const path of ['/none', '/300', '/304']) {
    const { facts, failure } = await lookAt(target.url(path));
    assert.equal(failure, undefined);
    assert.equal(facts.redirects, undefined);
  }
});

describe('redirects that cannot be followed', () => {
  const cases: readonly [string, string, string][] = [
    ['to itself', redirect('/'), 'protocol.redirect_loop'],
    ['in a circle', redirect('/back'), 'protocol.redirect_loop'],
    ['an empty Location', redirect(''), 'protocol.redirect_invalid'],
    ['javascript:', redirect('javascript:alert(1)'), 'protocol.redirect_invalid'],
    ['file:', redirect('file:///etc/passwd'), 'protocol.redirect_invalid'],
    ['ftp:', redirect('ftp://127.0.0.1/'), 'protocol.redirect_invalid'],
    ['an unreadable URL', redirect('http://[::1'), 'protocol.redirect_invalid'],
    ['port 0', redirect('http://127.0.0.1:0/'), 'protocol.redirect_invalid'],
    ['a URL of 9 kB', redirect(`/${'a'.repeat(9000)}`), 'protocol.redirect_invalid'],
    ['a Location of a megabyte', redirect(`/${'a'.repeat(1e6)}`), 'protocol.limit'],
    ['two Locations', redirect('/x', '302 Found', 'Location: /y'), 'protocol.redirect_invalid'],
  ];
  for (const [what, answer, code] of cases) {
    test(`${what}: ${code}`, async () => {
      await using target = await targetWith({ '/': answer, '/back': redirect('/') });
      const { failure } = await lookAt(target.url());
      assert.equal(failure?.code, code);
    });
  }

  test('one that grows for ever ends at the limit, with the chain told', async () => {
    await using target = await RawTarget.start((socket, request) => socket.end(redirect(`${pathOf(request)}a`)));
    const { failure, facts } = await lookAt(target.url('/?'), { redirectsMax: 3 });
    assert.equal(failure?.code, 'protocol.redirect_limit');
    assert.equal(facts.redirects?.length, 3);
    assert.equal(target.requests.length, 4);
  });

  test('the message holds neither credentials nor query', async () => {
    await using target = await targetWith({ '/': redirect('ftp://user:secret1@host/path?token=secret2') });
    const { failure } = await lookAt(target.url());
    assert.match(failure!.message, /ftp:\/\/…@host\/path/);
    assert.doesNotMatch(failure!.message, /secret/);
  });
});

test('a redirect to an address that may not be connected to ends there', async () => {
  await using inside = await RawTarget.start(answerOf('metadata'), { host: '127.0.0.2' });
  await using target = await targetWith({ '/': redirect(inside.url()) });
  const { failure, facts } = await lookAt(
    target.url(),
    {},
    { egress: (all) => all.filter((address) => address !== '127.0.0.2') },
  );
  assert.equal(failure?.code, 'connect.blocked');
  assert.equal(facts.redirects?.length, 1);
  assert.equal(inside.connections, 0);
});

describe('method and body after a redirect (RFC 9110 section 15.4)', () => {
  const cases: readonly [string, string, string, string][] = [
    ['301', 'POST', 'GET', ''],
    ['302', 'POST', 'GET', ''],
    ['303', 'POST', 'GET', ''],
    ['303', 'PUT', 'GET', ''],
    ['303', 'HEAD', 'HEAD', ''],
    ['301', 'PUT', 'PUT', 'data'],
    ['307', 'POST', 'POST', 'data'],
    ['308', 'PATCH', 'PATCH', 'data'],
  ];
  for (const [status, method, after, body] of cases) {
    test(`${status} on ${method} asks with ${after}${body && ' and the body'}`, async () => {
      await using target = await targetWith({ '/': redirect('/next', `${status} See`), '/next': answerOf('') });
      await lookAt(target.url(), {
        method,
        contentType: 'text/plain',
        ...(method !== 'HEAD' && { requestBody: 'data' }),
      });
      const next = target.requests[1]!;
      assert.equal(lineOf(next), `${after} /next HTTP/1.1`);
      assert.equal(next.split('\r\n\r\n')[1], body);
      if (body === '') assert.equal(header(next, 'Content-Length'), undefined);
      if (body === '' && method !== 'HEAD') assert.equal(header(next, 'Content-Type'), undefined);
    });
  }
});

describe('what is secret stays at the origin it was given for', () => {
  const secrets = {
    customHeaders: {
      Cookie: 'own=secret1',
      'X-Api-Key': 'secret2',
      'Proxy-Authorization': 'Basic secret3',
      Host: 'secret4.example',
      Accept: 'text/html',
      'Accept-Language': 'de',
      'User-Agent': 'me',
    },
    auth: { type: 'bearer', token: 'secret5' },
  };

  test('another port gets harmless headers only, even when the chain comes back to it', async () => {
    await using other = await targetWith({ '/': redirect('/again'), '/again': answerOf('') });
    await using first = await targetWith({ '/': redirect(other.url()) });
    await lookAt(first.url(), secrets);
    assert.match(first.requests[0]!, /secret1.*secret2.*secret3/s);
    assert.match(first.requests[0]!, /Authorization: Bearer secret5/);
    for (const request of other.requests) assert.doesNotMatch(request, /secret|Authorization|Cookie/i);
    assert.equal(other.requests.length, 2);
    const [names] = other.requests.map((request) => [...request.matchAll(/^([\w-]+):/gm)].map((match) => match[1]));
    assert.deepEqual(names, ['Host', 'Accept', 'Accept-Language', 'User-Agent', 'Accept-Encoding', 'Connection']);
  });

  test('what was dropped on the way is not sent again at home', async () => {
    const other = await RawTarget.start((socket) => socket.end(redirect(first.url('/home'))));
    await using _ = other;
    await using first = await RawTarget.start((socket, request) =>
      socket.end(pathOf(request) === '/home' ? answerOf('') : redirect(other.url())),
    );
    await lookAt(first.url(), secrets);
    assert.equal(lineOf(first.requests[1]), 'GET /home HTTP/1.1');
    assert.doesNotMatch(first.requests[1]!, /secret/);
  });

  test('another host gets none of them', async () => {
    await using other = await RawTarget.start(answerOf(''), { host: '127.0.0.2' });
    await using first = await targetWith({ '/': redirect(other.url()) });
    await lookAt(first.url(), secrets);
    assert.equal(other.requests.length, 1);
    assert.doesNotMatch(other.requests[0]!, /secret/);
  });

  test('the same origin gets all of them', async () => {
    await using first = await targetWith({ '/': redirect('/next'), '/next': answerOf('') });
    await lookAt(first.url(), secrets);
    assert.match(first.requests[1]!, /secret4.*secret1.*secret2.*secret3.*secret5/s);
  });

  test('credentials in a Location are not sent, and are told nowhere', async () => {
    await using target = await targetWith({ '/': redirect('http://user:secret@HERE/next'), '/next': answerOf('') });
    const sample = await lookAt(target.url());
    assert.equal(header(target.requests[1]!, 'Authorization'), undefined);
    assert.equal(sample.facts.finalUrl, target.url('/next'));
    const { headers, ...facts } = sample.facts;
    assert.ok(headers);
    assert.doesNotMatch(JSON.stringify(facts), /secret/);
  });
});

describe('cookies', () => {
  test("set on the way go back to the same origin within the chain, beside the monitor's own", async () => {
    await using target = await targetWith({
      '/': redirect(
        '/in',
        '302 Found',
        'Set-Cookie: sid=1; Path=/; HttpOnly',
        'Set-Cookie: own=2',
        'Set-Cookie: gone=3; Max-Age=0',
      ),
      '/in': answerOf(''),
    });
    await lookAt(target.url(), { customHeaders: { Cookie: 'own=1; other=1' } });
    assert.equal(header(target.requests[1]!, 'Cookie'), 'other=1; sid=1; own=2');
  });

  test('do not reach another origin', async () => {
    await using other = await RawTarget.start(answerOf(''));
    await using first = await targetWith({
      '/': redirect(other.url(), '302 Found', 'Set-Cookie: sid=1; Domain=127.0.0.1'),
    });
    await lookAt(first.url());
    assert.equal(header(other.requests[0]!, 'Cookie'), undefined);
  });

  test('are forgotten between two looks', async () => {
    await using target = await targetWith({ '/': answerOf('', ['Set-Cookie: sid=1']) });
    await lookAt(target.url());
    await lookAt(target.url());
    assert.equal(header(target.requests[1]!, 'Cookie'), undefined);
  });

  test('make a way back another request, not a circle', async () => {
    await using target = await RawTarget.start((socket, request) =>
      socket.end(
        header(request, 'Cookie') === 'seen=1' ? answerOf('in') : redirect('/', '302 Found', 'Set-Cookie: seen=1'),
      ),
    );
    const { failure, facts } = await lookAt(target.url());
    assert.equal(failure, undefined);
    assert.equal(facts.statusCode, 200);
  });
});
