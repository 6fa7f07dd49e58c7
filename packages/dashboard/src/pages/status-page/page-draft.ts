/** What the forms of a page hold, and what they become. Texts that are empty take away what was there. */
import type { StatusPage, StatusPageBranding, StatusPageDraft, UpdateStatusPageRequest } from '@upwatch/sdk';

export const COLORS = ['brandColor', 'pageBackground', 'cardBackground', 'textColor', 'borderColor'] as const;
const TEXTS = ['logoUrl', 'faviconUrl', 'reportUrl', 'theme', 'headerStyle', 'customCss', ...COLORS] as const;
export type BrandingText = (typeof TEXTS)[number];

export interface LookDraft {
  readonly name: string;
  readonly description: string;
  readonly footer: string;
  readonly language: StatusPage['language'];
  readonly texts: Readonly<Record<BrandingText, string>>;
  readonly showsPoweredBy: boolean;
  readonly showsSubscribeButton: boolean;
  readonly showsTargets: boolean;
  readonly showsResponseTimes: boolean;
}

/** How a page looks; a new one, where there is none yet. */
export function lookOf(page: StatusPage | undefined): LookDraft {
  const branding: Partial<StatusPage['branding']> = page?.branding ?? {};
  return {
    name: page?.name ?? '',
    description: page?.description ?? '',
    footer: page?.footerText ?? '',
    language: page?.language ?? 'en',
    texts: Object.fromEntries(TEXTS.map((name) => [name, branding[name] ?? ''])) as LookDraft['texts'],
    showsPoweredBy: branding.hidePoweredBy !== true,
    showsSubscribeButton: branding.showSubscribeButton !== false,
    showsTargets: page?.showTargets ?? false,
    showsResponseTimes: page?.showResponseTimes ?? true,
  };
}

export function lookBody(draft: LookDraft): StatusPageDraft {
  const { name, description, footer, language, texts } = draft;
  const branding: StatusPageBranding = {
    ...Object.fromEntries(TEXTS.map((one) => [one, orNull(texts[one])])),
    hidePoweredBy: !draft.showsPoweredBy,
    showSubscribeButton: draft.showsSubscribeButton,
  };
  return {
    // A page without a name cannot be; until somebody gave it one, the one it has stays.
    ...(name.trim() !== '' && { name: name.trim() }),
    description: orNull(description),
    footerText: orNull(footer),
    ...{ language, branding, showTargets: draft.showsTargets, showResponseTimes: draft.showsResponseTimes },
  };
}

export interface AccessDraft {
  readonly isEnabled: boolean;
  readonly visibility: StatusPage['visibility'];
  /** Empty: the one that is set stays. */
  readonly password: string;
  /** One a line. */
  readonly networks: string;
  readonly frameAncestors: string;
}

export function accessOf(page: StatusPage): AccessDraft {
  return {
    isEnabled: page.enabled,
    visibility: page.visibility,
    password: '',
    networks: page.allowedNetworks.join('\n'),
    frameAncestors: page.frameAncestors.join('\n'),
  };
}

export function accessBody({ isEnabled, visibility, password, networks, frameAncestors }: AccessDraft) {
  return {
    enabled: isEnabled,
    visibility,
    allowedNetworks: linesOf(networks),
    frameAncestors: linesOf(frameAncestors),
    ...(password !== '' && { password }),
  } satisfies UpdateStatusPageRequest;
}

export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text;
}

/** A slug that a name suggests. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63);
}
