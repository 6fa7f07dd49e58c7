/**
 * Pages as they were moments ago. However many readers come, a page is read from the stores once in two seconds, and its
 * documents are made and compressed once for each time that it changed.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Clock, projectPage, type PublicPage } from '@upwatch/core';
import type { StatusPage, StatusPageStore } from '../stores/port.ts';
import type { PageSource } from './page-source.ts';

/** A change is seen after this at the latest, milliseconds. */
const FRESH_MS = 2000;
/** A page of which nothing changes says a newer time after this. */
const SAID_AGAIN_MS = 30_000;
/** Pages kept at once, and documents of each; what was not asked for longest goes first. */
const PAGES_MAX = 50;
const DOCUMENTS_MAX = 64;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** A document, ready to be sent. */
export interface KeptDocument {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

/** What a document is made of. */
export interface MadeDocument {
  readonly type: string;
  readonly text: string;
}

export class Snapshot {
  readonly page: StatusPage;
  readonly view: PublicPage;
  /** For links that are sent elsewhere; undefined where nobody said it. */
  readonly address: string | undefined;
  readonly #documents = new Map<string, Promise<KeptDocument | undefined>>();

  constructor(page: StatusPage, view: PublicPage, address: string | undefined) {
    this.page = page;
    this.view = view;
    this.address = address;
  }

  /** Made when it is first asked for; undefined where there is none of that name. */
  document(key: string, make: () => Promise<MadeDocument | undefined>): Promise<KeptDocument | undefined> {
    const known = this.#documents.get(key);
    if (known) return known;
    const made = make().then((document) => document && keep(document));
    this.#documents.set(key, made);
    // A name that leads to nothing, and one that could not be made, take up no place.
    const forget = (): void => void this.#documents.delete(key);
    void made.then((document) => document ?? forget(), forget);
    if (this.#documents.size > DOCUMENTS_MAX) this.#documents.delete(this.#documents.keys().next().value!);
    return made;
  }
}

async function keep({ type, text }: MadeDocument): Promise<KeptDocument> {
  const plain = Buffer.from(text);
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { type, etag, plain, br: await brotli(plain, BROTLI), gzip: await gzipped(plain) };
}

interface Kept {
  current: Snapshot | undefined;
  fingerprint: string;
  /** Of the monotonic clock. */
  readAtMs: number;
  reading: Promise<Snapshot | undefined> | undefined;
}

export class Snapshots {
  readonly #pages: Pick<StatusPageStore, 'bySlug'>;
  readonly #source: PageSource;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();

  constructor(given: {
    readonly pages: Pick<StatusPageStore, 'bySlug'>;
    readonly source: PageSource;
    readonly clock: Clock;
  }) {
    this.#pages = given.pages;
    this.#source = given.source;
    this.#clock = given.clock;
  }

  /** The page as it is shown; undefined where there is none, or it is switched off. */
  of(slug: string): Promise<Snapshot | undefined> {
    const kept = this.#kept.get(slug) ?? {
      current: undefined,
      fingerprint: '',
      readAtMs: -Infinity,
      reading: undefined,
    };
    if (kept.reading) return kept.reading;
    if (this.#clock.monotonic() - kept.readAtMs < FRESH_MS) return Promise.resolve(kept.current);
    // At once, so that all who ask meanwhile wait for the same read.
    this.#kept.set(slug, kept);
    kept.reading = this.#read(slug, kept).finally(() => {
      kept.reading = undefined;
      // Names that lead nowhere are not kept: there are as many as anybody likes to ask for.
      if (!kept.current) this.#kept.delete(slug);
    });
    return kept.reading;
  }

  async #read(slug: string, kept: Kept): Promise<Snapshot | undefined> {
    const page = await this.#pages.bySlug(slug);
    if (!page?.isEnabled) return (kept.current = undefined);
    const view = projectPage(await this.#source.facts(page));
    const { generatedAtMs, ...said } = view;
    const address = await this.#source.address(page);
    const fingerprint = JSON.stringify([page, said, address]);
    const shownMs = kept.current?.view.generatedAtMs ?? -Infinity;
    if (fingerprint !== kept.fingerprint || generatedAtMs - shownMs >= SAID_AGAIN_MS) {
      kept.current = new Snapshot(page, view, address);
      kept.fingerprint = fingerprint;
    }
    kept.readAtMs = this.#clock.monotonic();
    // Behind all others, and not before: whoever asks meanwhile must find that it is being read.
    this.#kept.delete(slug);
    this.#kept.set(slug, kept);
    if (this.#kept.size > PAGES_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    return kept.current;
  }
}
