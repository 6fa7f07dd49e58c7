/** What the routes of pages have in common. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PasswordHasher } from '../accounts/password-hash.ts';
import type { ApiDeps } from '../api/deps.ts';
import type { PageLanguage } from '../stores/port.ts';
import type { Access } from './access.ts';
import type { PageLinks } from './links.ts';
import type { PageSource } from './page-source.ts';
import type { PageFrame } from './render/document.ts';
import type { Snapshot } from './snapshots.ts';
import type { Wording } from './wording/wording.ts';

export interface PageRoute {
  readonly Params: { readonly slug: string };
  readonly Querystring: Readonly<Record<string, string | undefined>>;
}

/** A page that may be shown to whoever asks. */
export interface Admitted {
  readonly snapshot: Snapshot;
  readonly wording: Wording;
  readonly language: PageLanguage;
  readonly links: PageLinks;
  /** Empty under a name of its own. */
  readonly base: string;
  readonly frame: PageFrame;
}

/** What the routes of pages are made with. */
export interface PageContext {
  readonly deps: ApiDeps;
  readonly source: PageSource;
  readonly access: Access;
  readonly passwords: PasswordHasher;
  /** The page of a request, whoever asks; undefined when there is none, and that has been answered. */
  readonly found: (request: FastifyRequest<PageRoute>, reply: FastifyReply) => Promise<Admitted | undefined>;
  /** The page of a request; undefined when it may not be shown, and that has been answered. */
  readonly admitted: (request: FastifyRequest<PageRoute>, reply: FastifyReply) => Promise<Admitted | undefined>;
}
