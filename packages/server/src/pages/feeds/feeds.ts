/** RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 of the same entries. */
import { html } from '../../html.ts';
import type { Feed } from './entries.ts';
import { xmlDocument } from './xml.ts';

export function rssFeed({ title, url, selfUrl, language, updatedAtMs, entries }: Feed): string {
  const items = entries.map(
    (
      entry,
    ) => html`<item><title>${entry.title}</title><link>${entry.url}</link><guid isPermaLink="false">${entry.newsId}</guid><pubDate>${new Date(entry.updatedAtMs).toUTCString()}</pubDate><description>${entry.content.text}</description></item>
`,
  );
  return xmlDocument(html`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${title}</title><link>${url}</link><atom:link rel="self" type="application/rss+xml" href="${selfUrl}"/><description>${title}</description><language>${language}</language><lastBuildDate>${new Date(updatedAtMs).toUTCString()}</lastBuildDate><ttl>5</ttl>
${items}</channel></rss>`);
}

export function atomFeed({ id, title, url, selfUrl, language, updatedAtMs, entries }: Feed): string {
  const items = entries.map(
    (
      entry,
    ) => html`<entry><id>${entry.id}</id><title>${entry.title}</title><link rel="alternate" type="text/html" href="${entry.url}"/><published>${iso(entry.publishedAtMs)}</published><updated>${iso(entry.updatedAtMs)}</updated><content type="html">${entry.content.text}</content></entry>
`,
  );
  return xmlDocument(html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"><id>urn:uuid:${id}</id><title>${title}</title><link rel="alternate" type="text/html" href="${url}"/><link rel="self" type="application/atom+xml" href="${selfUrl}"/><updated>${iso(updatedAtMs)}</updated><author><name>${title}</name></author>
${items}</feed>`);
}

export function jsonFeed({ title, url, selfUrl, language, entries }: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: url,
    feed_url: selfUrl,
    language,
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      content_html: entry.content.text,
      summary: entry.summary,
      date_published: iso(entry.publishedAtMs),
      date_modified: iso(entry.updatedAtMs),
    })),
  });
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
