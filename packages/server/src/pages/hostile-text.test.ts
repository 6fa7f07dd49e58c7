/** Texts that somebody chose, in what is sent and followed: feeds, calendars, mails and posts (rows S10, S12, S14). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { PageIncidentView } from '@upwatch/core';
import { sharedFile } from '@upwatch/core/testing';
import type { PageNotice, PageSubscriber } from '../stores/port.ts';
import { entriesOf } from './feeds/entries.ts';
import { atomFeed, jsonFeed, rssFeed } from './feeds/feeds.ts';
import type { SubscriberLinks } from './subscribers/subscriber-links.ts';
import { updateMail } from './subscribers/update-mail.ts';
import { updatePost } from './subscribers/update-post.ts';
import { wordingOf } from './wording/wording.ts';

const corpus = sharedFile('corpora/naughty-strings.json');
const skip = corpus ? false : 'the case files are not beside the checkout';
const texts: readonly string[] = [
  ...(corpus ? JSON.parse(readFileSync(corpus, 'utf8')).cases : []).map(
    ({ input }: { readonly input: string }) => input,
  ),
  ...[
    'a\r\nBcc: eve@evil.example',
    ']]><script>alert(1)</script>',
    '<!--',
    '&#x3c;script&#x3e;',
    '\u0000\u0008\ufffe\ud800',
  ],
  ...[
    '[x](javascript:alert(1))',
    '![p](https://evil.example/p.gif)',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
  ],
];
const wording = await wordingOf('en');
const AT = Date.UTC(2026, 0, 2);

/** Tags, each closed in its turn; attributes between quotes; no reference but those of XML. Not a parser: a sieve for what we write. */
function assertWellFormed(xml: string, what: string): void {
  const open: string[] = [];
  const rest = xml
    .replace(/^<\?xml [^?]*\?>\n/, '')
    .replaceAll(
      /<(\/?)([a-zA-Z][\w:]*)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>/g,
      (_, close: string, name: string, _attributes: string, empty: string) => {
        if (close) assert.equal(open.pop(), name, what);
        else if (!empty) open.push(name);
        return '';
      },
    );
  assert.deepEqual(open, [], what);
  assert.doesNotMatch(rest, /[<]|&(?!(amp|lt|gt|quot|#39|#x[\da-f]+|#\d+);)/, what);
  // oxlint-disable-next-line no-control-regex -- control characters are what it is for
  assert.ok(xml.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml), what);
}

/** What a program that reads HTML would make of it: nothing but what Markdown has. */
function assertInert(text: string, what: string): void {
  for (const [tag, name = '', attributes = ''] of text.matchAll(/<\/?([a-zA-Z!?][^\s>/]*)([^>]*)>/g)) {
    assert.match(name, /^(p|a|br|strong|em|ul|ol|li|code|pre|blockquote|h[4-6]|hr|s)$/, `${what}: ${tag}`);
    assert.match(
      attributes,
      /^( (href="(https?:|mailto:)[^"]*"|rel="[\w ]+"|class="language-[^"]*"|start="\d+"))*( \/)?$/,
      `${what}: ${tag}`,
    );
  }
}

function incident(text: string): PageIncidentView {
  return {
    ...{ id: 'i', title: text, status: 'RESOLVED', phase: 'over', impact: 'MAJOR', startedAtMs: AT, updatedAtMs: AT },
    affected: [{ componentId: 'c', name: text, status: 'MAJOR_OUTAGE' }],
    updates: [{ id: 'u', status: 'RESOLVED', body: text, atMs: AT }],
    postmortem: { title: text, body: text, atMs: AT },
  };
}

test('whatever an incident says, its feeds are well-formed and hold no HTML but that of Markdown', { skip }, () => {
  for (const text of texts) {
    const postmortem = {
      title: text,
      body: text,
      url: `https://s.test/${encodeURIComponent(text.toWellFormed())}`,
      atMs: AT,
    };
    const entries = entriesOf({ ...incident(text), postmortem }, 'https://s.test/i', wording);
    assert.equal(entries.length, 2);
    const feed = { id: 'f', title: text, url: 'https://s.test', selfUrl: 'https://s.test/f', language: 'en' };
    const whole = { ...feed, updatedAtMs: AT, entries };
    for (const write of [rssFeed, atomFeed]) assertWellFormed(write(whole), JSON.stringify(text));
    const { items } = JSON.parse(jsonFeed(whole)) as { readonly items: readonly { readonly content_html: string }[] };
    for (const item of items) assertInert(item.content_html, JSON.stringify(text));
  }
});

const subscriber: PageSubscriber = {
  ...{ id: 's', pageId: 'p', type: 'EMAIL', address: 'ada@example.org', confirmationToken: 't' },
  ...{ componentIds: [], createdAtMs: AT },
};
const links: SubscriberLinks = {
  ...{ token: () => 'token', idIn: () => undefined, isValid: () => false, secretOf: () => 'whsec_x' },
};

function told(text: string) {
  const notice: PageNotice = {
    ...{ id: 'n', pageId: 'p', pageIncidentId: 'i', kind: 'OPENED', title: text, status: 'INVESTIGATING' },
    ...{ impact: 'MAJOR', body: text, startedAtMs: AT, occurredAtMs: AT },
    affected: [{ componentId: 'c', name: text, status: 'MAJOR_OUTAGE' }],
  };
  return { page: { id: 'p', name: text }, address: 'https://s.test/status/shop', subscriber, notice };
}

test('whatever an incident says, a mail has the headers that we gave it, one line each, and loads nothing', {
  skip,
}, () => {
  for (const text of texts) {
    const what = JSON.stringify(text);
    for (const one of [told(text), { ...told(text), notice: undefined }]) {
      const { notice, ...asked } = one;
      const given = notice ? { ...asked, notice } : asked;
      const mail = updateMail(given, { wording, links, from: 'Shop <up@shop.example>', key: 'k' });
      // oxlint-disable-next-line no-control-regex -- control characters are what it is for
      for (const line of [mail.subject, ...Object.values(mail.headers ?? {})])
        assert.doesNotMatch(line, /[\r\n\u0000]/, what);
      assert.deepEqual(mail.to, ['ada@example.org'], what);
      const html = mail.html ?? '';
      assert.doesNotMatch(html, /<(script|img|svg|iframe|object|embed|link|form|style|math|video|audio)\b/i, what);
      for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
        assert.doesNotMatch(tag, /\son\w+\s*=|javascript:|\ssrc\s*=/i, `${what}: ${tag}`);
      }
      assert.equal(
        JSON.parse(JSON.stringify(updatePost(given, links))).type,
        notice ? 'incident.opened' : 'subscription.confirm',
      );
    }
  }
});
