/** What a status page of Uptime Kuma says of itself, as a page of ours says it. */
import { type DraftObject, flagOf, judgedCss, numberOf, type Row, textOf } from '@upwatch/server/foreign';
import { cleaned, type Gathering } from '../gathering.ts';

const SLUG_CHARACTERS = { min: 3, max: 63 };
/** For the number of one that would be called like another. */
const SUFFIX_CHARACTERS_MAX = 5;
/** The server answers there by itself. */
const RESERVED: ReadonlySet<string> = new Set(['queue']);
const DESCRIPTION_CHARACTERS_MAX = 500;
const FOOTER_CHARACTERS_MAX = 5000;
const CSS_CHARACTERS_MAX = 50_000;
/** So many pieces of a style sheet are named. */
const COMPLAINTS_MAX = 50;

interface Place {
  /** How the page is called in remarks. */
  readonly where: string;
  readonly gathering: Gathering;
}

/** An address that none of those has, and that a page of ours may have: where it can be, the same. */
export function slugFor(asked: string, taken: ReadonlySet<string>): string {
  const bare = asked.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
  const clean = bare.slice(0, SLUG_CHARACTERS.max - SUFFIX_CHARACTERS_MAX).replaceAll(/^-+|-+$/g, '');
  const isFree = clean.length >= SLUG_CHARACTERS.min && !RESERVED.has(clean);
  const base = isFree ? clean : clean === '' ? 'status-page' : `${clean}-page`;
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(slug)) return slug;
  }
}

/** All that a page is but its address and what stands on it. */
export function pageSettings(row: Row, place: Place): DraftObject {
  sayOthers(row, place);
  return {
    name: cleaned(textOf(row, 'title') ?? '', 255) || 'Status',
    description: proseOf(row, 'description', DESCRIPTION_CHARACTERS_MAX, place),
    footerText: proseOf(row, 'footer_text', FOOTER_CHARACTERS_MAX, place),
    ...readersOf(row, place),
    // What is left out of a change stays as it was: so all that may have been said before is said.
    branding: {
      theme: themeOf(row, place),
      logoUrl: logoOf(row, place),
      customCss: cssOf(row, place),
      hidePoweredBy: flagOf(row, 'show_powered_by') === false,
    },
  };
}

/** Who may read it: fewer, where it cannot be told to the letter. */
function readersOf(row: Row, { where, gathering }: Place): DraftObject {
  const isPublished = flagOf(row, 'published') ?? true;
  const hasPassword = textOf(row, 'password') !== undefined;
  if (!isPublished)
    gathering.note(where, 'published', 'is not published: it is switched off here, and nobody reads it');
  if (hasPassword) {
    const why =
      'cannot be read back: nobody reads the page until you set one, `upwatch pages update PAGE --password …`';
    gathering.changed(where, 'password', why);
  }
  return { visibility: hasPassword ? 'PASSWORD' : 'PUBLIC', enabled: isPublished };
}

function proseOf(row: Row, field: string, charactersMax: number, { where, gathering }: Place): string | null {
  const text = textOf(row, field)?.toWellFormed().replaceAll('\0', '').trim();
  if (text === undefined || text === '') return null;
  if (text.length > charactersMax) gathering.changed(where, field, `is cut: at most ${charactersMax} characters`);
  return text.slice(0, charactersMax).toWellFormed();
}

function themeOf(row: Row, { where, gathering }: Place): string | null {
  const theme = textOf(row, 'theme') ?? 'auto';
  if (theme === 'light' || theme === 'dark') return theme;
  if (theme !== 'auto') gathering.lost(where, 'theme', `there is none called "${cleaned(theme, 30)}"`);
  return null;
}

function logoOf(row: Row, { where, gathering }: Place): string | null {
  const icon = textOf(row, 'icon');
  if (icon === undefined || icon === '/icon.svg') return null;
  const url = URL.parse(icon);
  const isOnTheWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (isOnTheWeb && icon.length <= 2048) return icon;
  gathering.lost(where, 'icon', 'is a file of Uptime Kuma: put it on the web, and name it in `branding.logoUrl`');
  return null;
}

function cssOf(row: Row, { where, gathering }: Place): string | null {
  const text = textOf(row, 'custom_css');
  if (text === undefined) return null;
  const { css, complaints } = judgedCss(text.toWellFormed().replaceAll('\0', ''));
  for (const { line, text: piece } of complaints) {
    gathering.lost(where, `custom_css, line ${line}: ${cleaned(piece, 80)}`, 'is not among what pages take');
  }
  if (complaints.length >= COMPLAINTS_MAX) gathering.lost(where, 'custom_css', 'more than these is not taken');
  if (css.length > CSS_CHARACTERS_MAX) {
    gathering.lost(where, 'custom_css', `has more than ${CSS_CHARACTERS_MAX} characters`);
    return null;
  }
  if (css === '') return null;
  gathering.changed(where, 'custom_css', 'is kept, but pages have other classes here: see what it still does');
  return css;
}

/** What is set there, and has no place here. */
function sayOthers(row: Row, { where, gathering }: Place): void {
  const lost = (what: string, why: string): void => gathering.lost(where, what, why);
  const isSet = (...names: readonly string[]): boolean => names.some((name) => textOf(row, name) !== undefined);
  if (isSet('analytics_id', 'analytics_script_url', 'google_analytics_tag_id')) {
    lost('analytics', 'pages load nothing of others, so nobody counts their readers');
  }
  if (isSet('rss_title')) lost('rss_title', 'feeds are called as the page');
  if (flagOf(row, 'search_engine_index') === false) {
    lost('search_engine_index', 'a page for everybody may be found by search engines');
  }
  if (flagOf(row, 'show_tags')) lost('show_tags', 'readers are not told of tags');
  if (flagOf(row, 'show_certificate_expiry')) {
    lost('show_certificate_expiry', 'readers are not told of certificates; the badge `cert-exp` says it');
  }
  if ((numberOf(row, 'auto_refresh_interval') ?? 300) !== 300) {
    lost('auto_refresh_interval', 'an open page renews itself at a pace of its own');
  }
  if ((numberOf(row, 'heartbeat_bar_days') ?? 0) !== 0) lost('heartbeat_bar_days', 'bars are of 90 days');
}
