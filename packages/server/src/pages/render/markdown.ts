/**
 * What people write of incidents, in Markdown: raw HTML is shown as text, links lead to the web or to a mailbox only, and
 * an image is a link to it, so that no reader's browser asks a third party for anything.
 */
import MarkdownIt from 'markdown-it';
import { html, Html } from '../../html.ts';

const LINK = /^(https?:\/\/|mailto:)/i;
/** Nesting beyond this is no text that anybody wrote. */
const NESTING_MAX = 20;

const markdown = new MarkdownIt({
  html: false,
  linkify: false,
  typographer: false,
  breaks: true,
  maxNesting: NESTING_MAX,
});
// Columns would be aligned by inline style, which the page's policy does not let through.
markdown.disable('table');
markdown.validateLink = (url) => LINK.test(url.trim());
markdown.renderer.rules.link_open = (tokens, place, options, _env, self) => {
  tokens[place]!.attrSet('rel', 'nofollow noopener noreferrer ugc');
  return self.renderToken(tokens, place, options);
};
markdown.renderer.rules.image = (tokens, place) => {
  const token = tokens[place]!;
  const url = String(token.attrGet('src') ?? '');
  return html`<a href="${url}" rel="nofollow noopener noreferrer ugc">${token.content === '' ? url : token.content}</a>`
    .text;
};
// The page has headings of its own above: those of a text begin below them.
for (const rule of ['heading_open', 'heading_close'] as const) {
  markdown.renderer.rules[rule] = (tokens, place, options, _env, self) => {
    const token = tokens[place]!;
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 3)}`;
    return self.renderToken(tokens, place, options);
  };
}

/** The one place where text becomes HTML without a template: by the library, which escapes all that it does not make itself. */
export function markdownHtml(text: string): Html {
  return new Html(markdown.render(text.toWellFormed()));
}

/** The same text without marks, for feeds' summaries, calendars and mails. */
export function plainText(text: string): string {
  return markdown
    .parse(text.toWellFormed(), {})
    .flatMap(({ type, children, content }) => {
      if (type === 'fence' || type === 'code_block') return [content.trim()];
      return children ? [children.map((one) => (one.type.endsWith('break') ? '\n' : one.content)).join('')] : [];
    })
    .join('\n');
}
