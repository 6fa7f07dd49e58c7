import type { ComponentStatus, JsonObject, ManagedBy } from '@upwatch/core';
import type { Actor } from './audit.ts';
import type { Page, PageRequest } from './paging.ts';

/** The languages that a page can speak. */
export const PAGE_LANGUAGES = ['en', 'de', 'zh'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

/** What else is said of a page. What is left out is as it is by default. */
export interface PageOptions {
  /** @default en */
  readonly language?: PageLanguage;
  /** Origins whose pages may frame it. @default none */
  readonly frameAncestors?: readonly string[];
  /** Networks and addresses that may read an `IP_RESTRICTED` page. @default none: nobody reads it */
  readonly allowedNetworks?: readonly string[];
  /** Whether readers are told what is looked at. @default false */
  readonly showsTargets?: boolean;
  /** @default true */
  readonly showsResponseTimes?: boolean;
  /** Markdown, below everything on each of its documents. @default none */
  readonly footerText?: string;
  /** The e-mail channel by whose mail server subscribers are told. @default nobody subscribes by mail */
  readonly mailChannelId?: string;
  /** Whether anybody may have updates posted to a URL on the internet. @default false */
  readonly takesWebhooks?: boolean;
  /** Whether maintenance of what it shows is announced by itself. @default false */
  readonly announcesMaintenance?: boolean;
}

/** What a person or the config file says of a status page. */
export interface PageContent {
  readonly id: string;
  readonly name: string;
  /** Its address: unique. */
  readonly slug: string;
  readonly description?: string;
  /** Colours, logo and texts, as the API takes them. */
  readonly branding: JsonObject;
  readonly visibility: 'PUBLIC' | 'PASSWORD' | 'IP_RESTRICTED' | 'SIGNED_IN';
  readonly options: PageOptions;
  /** Of the password that readers of a `PASSWORD` page give; without one nobody reads it. */
  readonly passwordHash?: string;
  readonly isEnabled: boolean;
  /** Who writes its incidents: people, people from drafts, or nobody. */
  readonly incidentMode: 'MANUAL' | 'REVIEW' | 'AUTOMATIC';
  readonly managedBy: ManagedBy;
}

/** What the store adds to everything that is on or of a page. */
interface Kept {
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A status page. */
export interface StatusPage extends PageContent, Kept {}

/** Components under one heading. */
export interface PageGroupContent {
  readonly id: string;
  readonly pageId: string;
  readonly name: string;
  readonly description?: string;
  readonly isDefaultOpen: boolean;
  /** @default behind all others */
  readonly displayOrder?: number;
}
export interface PageGroup extends PageGroupContent, Kept {
  readonly displayOrder: number;
  /** Among the groups and the components without a group. */
  readonly pageOrder: number;
}

/** What a component shows. */
export type PageComponentSource =
  | { readonly type: 'MONITOR'; readonly monitorId: string }
  | { readonly type: 'GROUP'; readonly resourceGroupId: string }
  | { readonly type: 'STATIC' };

export interface PageComponentContent {
  readonly id: string;
  readonly pageId: string;
  /** One of the page's own groups. */
  readonly groupId?: string;
  readonly name: string;
  readonly description?: string;
  readonly source: PageComponentSource;
  readonly showsUptime: boolean;
  readonly isExcludedFromOverall: boolean;
  /** Its bars begin here: a day, `2026-01-31`. */
  readonly startDate?: string;
  /** @default behind all others */
  readonly displayOrder?: number;
}
/** A line of a status page. */
export interface PageComponent extends PageComponentContent, Kept {
  /** Within its group. */
  readonly displayOrder: number;
  readonly pageOrder: number;
}

/** Where components and groups stand. What is left out stays as it is. */
export interface PageArrangement {
  readonly components: readonly {
    readonly id: string;
    readonly displayOrder?: number;
    readonly pageOrder?: number;
    /** null: in none. */
    readonly groupId?: string | null;
    /** As the request names it. */
    readonly field: string;
  }[];
  readonly groups: readonly { readonly id: string; readonly pageOrder: number; readonly field: string }[];
}

export type PageIncidentStatus = 'INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED';

/** A component as an incident says that it stands. It keeps its name, for when it is gone. */
export interface AffectedComponent {
  readonly componentId: string;
  readonly name: string;
  readonly status: ComponentStatus;
}

/** What readers of a page are told. */
export interface PageIncident extends Kept {
  readonly id: string;
  readonly pageId: string;
  readonly title: string;
  readonly status: PageIncidentStatus;
  readonly impact: 'NONE' | 'MINOR' | 'MAJOR' | 'CRITICAL';
  /** Of announced work. */
  readonly scheduled?: { readonly fromMs: number; readonly untilMs: number };
  /** It is over when the announced work is, or the incident that it is about. */
  readonly isAutoResolved: boolean;
  /** The incident that it is about. */
  readonly incidentId?: string;
  readonly startedAtMs: number;
  /** Absent: a draft. */
  readonly publishedAtMs?: number;
  readonly resolvedAtMs?: number;
  readonly postmortemBody?: string;
  readonly postmortemUrl?: string;
  readonly postmortemTitle?: string;
  /** When it was first given. */
  readonly postmortemAtMs?: number;
  readonly affected: readonly AffectedComponent[];
  /** How components stood from when on, as it was said: what bars of components without a monitor are made of. */
  readonly story: readonly { readonly atMs: number; readonly affected: readonly AffectedComponent[] }[];
}

/** A line of its timeline. */
export interface PageIncidentUpdate {
  readonly id: string;
  readonly pageIncidentId: string;
  readonly status: PageIncidentStatus;
  readonly body: string;
  readonly createdBy: 'USER' | 'SYSTEM';
  readonly notifySubscribers: boolean;
  readonly createdAtMs: number;
}

/** An incident as it is then, and the line that says so. */
export interface PageIncidentChange {
  readonly incident: Omit<PageIncident, 'createdAtMs' | 'updatedAtMs'>;
  readonly update?: Omit<PageIncidentUpdate, 'pageIncidentId'>;
  /** Subscribers are not told that it is published. @default false */
  readonly isQuiet?: boolean;
  /** For the audit trail. @default `updated` */
  readonly action?: 'published' | 'dismissed' | 'update_added';
}

/** Who is to be told of a page. */
export interface PageSubscriber {
  readonly id: string;
  readonly pageId: string;
  readonly type: 'EMAIL' | 'WEBHOOK';
  /** An e-mail address, or a URL. */
  readonly address: string;
  /** Of the newest request: the link that confirms it is signed over it, and no other confirms it. */
  readonly confirmationToken: string;
  /** What they want to hear about; empty: everything. */
  readonly componentIds: readonly string[];
  readonly confirmedAtMs?: number;
  /** When they were last asked to confirm. */
  readonly askedAtMs?: number;
  /** Nothing is sent there any more: it did not arrive. */
  readonly stopped?: { readonly atMs: number; readonly reason: string };
  readonly createdAtMs: number;
}

/** Somebody wants an address to be told. */
export interface Subscribing
  extends Pick<PageSubscriber, 'id' | 'pageId' | 'type' | 'address' | 'confirmationToken' | 'componentIds'> {
  /** Whether the address is asked now to confirm it. */
  readonly isAsked: boolean;
}

/** A name of one's own for a page. */
export interface PageDomain extends Kept {
  readonly id: string;
  readonly pageId: string;
  readonly hostname: string;
  readonly status: 'PENDING_VERIFICATION' | 'VERIFICATION_FAILED' | 'VERIFIED';
  /** What must be found in its DNS. */
  readonly token: string;
  /** How it was proven. */
  readonly provenBy?: 'CNAME' | 'TXT';
  readonly verifiedAtMs?: number;
  readonly error?: string;
  readonly isPrimary: boolean;
}

/** What there may be at once. */
export const STATUS_PAGE_LIMITS = {
  pages: 500,
  componentsOfPage: 1000,
  groupsOfPage: 200,
  subscribersOfPage: 100_000,
  /** Asked, and not confirmed yet. */
  unconfirmedOfPage: 2000,
  domainsOfPage: 20,
  storyOfIncident: 200,
} as const;

/** Parts of a page that are changed alike. */
interface PagePartStore<Content, Part> {
  /** Behind all others where no order is given. Refuses `in_use` when there are as many as there may be. */
  create(content: Content, actor: Actor): Promise<Part>;
  /** The id and the page stay whatever `change` says. */
  update(pageId: string, id: string, change: (current: Part) => Content, actor: Actor): Promise<Part>;
  delete(pageId: string, id: string, actor: Actor): Promise<void>;
  /** In their order on the page. */
  of(pageId: string): Promise<readonly Part[]>;
}

/** Incidents that a page tells of. */
export interface PageIncidentStore {
  create(change: PageIncidentChange, actor: Actor): Promise<PageIncident>;
  /** The id and the page stay whatever `change` says. */
  update(
    pageId: string,
    id: string,
    change: (current: PageIncident) => PageIncidentChange,
    actor: Actor,
  ): Promise<PageIncident>;
  delete(pageId: string, id: string, actor: Actor): Promise<void>;
  /** Drafts too, but not those that were dismissed. */
  get(pageId: string, id: string): Promise<PageIncident | undefined>;
  /** Newest first. */
  list(
    pageId: string,
    filter: { readonly statuses?: readonly PageIncidentStatus[] },
    page: PageRequest,
  ): Promise<Page<PageIncident>>;
  /** By incident, each oldest first. */
  updates(ids: readonly string[]): Promise<ReadonlyMap<string, readonly PageIncidentUpdate[]>>;
  /** Published ones that are open, or were resolved since. */
  published(pageId: string, resolvedSinceMs: number): Promise<readonly PageIncident[]>;
  /** Those about these incidents, by the incident's id. */
  about(incidentIds: readonly string[]): Promise<ReadonlyMap<string, readonly PageIncident[]>>;
}

/** Status pages: what is on them, and who reads them where. Nothing here is shown to anybody by itself. */
export interface StatusPageStore {
  /** @throws StoreRefusal duplicate_name for a slug that is taken */
  create(page: PageContent, actor: Actor): Promise<StatusPage>;
  /** The id stays whatever `change` says. */
  update(id: string, change: (current: StatusPage) => PageContent, actor: Actor): Promise<StatusPage>;
  /** With all that is on it and of it. */
  delete(id: string, actor: Actor): Promise<void>;
  get(id: string): Promise<StatusPage | undefined>;
  bySlug(slug: string): Promise<StatusPage | undefined>;
  /** By name. */
  all(): Promise<readonly StatusPage[]>;
  readonly groups: PagePartStore<PageGroupContent, PageGroup>;
  /** Components go with the monitor or the resource group that they show. */
  readonly components: PagePartStore<PageComponentContent, PageComponent>;
  /** @throws StoreRefusal not_found with the field that names what is not on the page */
  arrange(pageId: string, arrangement: PageArrangement, actor: Actor): Promise<void>;
  readonly incidents: PageIncidentStore;
  readonly subscribers: {
    /** An operator adds an address; it subscribes once. */
    add(subscriber: Subscribing, actor: Actor): Promise<PageSubscriber>;
    /**
     * Somebody asks that an address be told: it is asked to confirm that, unless it was asked within the last hour or too
     * many have not answered yet. Known and unknown addresses, also those that it stopped for, are treated alike.
     */
    ask(subscribing: Omit<Subscribing, 'isAsked'>): Promise<void>;
    /** The subscriber wants what was asked for. @returns false where the token is not that of the newest request */
    confirm(id: string, confirmationToken: string): Promise<boolean>;
    /** The subscriber wants to hear nothing more. @returns false where there is none any more */
    leave(id: string): Promise<boolean>;
    get(id: string): Promise<PageSubscriber | undefined>;
    remove(pageId: string, id: string, actor: Actor): Promise<void>;
    /** Oldest first. */
    list(pageId: string, page: PageRequest): Promise<Page<PageSubscriber>>;
    /** By page; a page without any is left out. */
    counts(): Promise<ReadonlyMap<string, number>>;
  };
  readonly domains: {
    /** A name leads to one page. */
    add(domain: Pick<PageDomain, 'id' | 'pageId' | 'hostname' | 'token'>, actor: Actor): Promise<PageDomain>;
    /** @param change what was found out, or that it is the one that links name: that is one of a page's */
    update(
      pageId: string,
      id: string,
      change: Pick<PageDomain, 'status'> &
        Partial<Pick<PageDomain, 'provenBy' | 'verifiedAtMs' | 'error' | 'isPrimary'>>,
      actor: Actor,
    ): Promise<PageDomain>;
    remove(pageId: string, id: string, actor: Actor): Promise<void>;
    of(pageId: string): Promise<readonly PageDomain[]>;
    /** Verified names of pages that are shown, with the slug of the page that each leads to. */
    leading(): Promise<readonly { readonly hostname: string; readonly slug: string }[]>;
  };
}
