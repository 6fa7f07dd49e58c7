/** The port of a section of `upwatch.yml`: one file each, and one line in `sections.ts`. */
import type {
  ApiErrorEntry,
  CurrentResource,
  JsonObject,
  Monitor,
  NotificationPolicy,
  ResourceReference,
  ResourceGroup,
  ResourceKind,
} from '@upwatch/core';
import type { z } from 'zod';
import type { ApiChannel, ApiCheckType } from '../api/deps.ts';
import type { Subjects } from '../api/rule-subjects.ts';
import type { ServerConfig } from '../config.ts';
import type {
  Actor,
  Channel,
  CoreStore,
  Environment,
  GroupMember,
  KeptWindow,
  NewEnvironment,
  PageComponent,
  PageGroup,
  SecretValue,
  StatusPage,
  Tag,
  WebhookEndpoint,
} from '../stores/port.ts';
import type { KnownReferences } from '../vault/known-references.ts';

/** A part of the file: `['monitors', 3, 'config', 'url']`. */
export type Path = readonly PropertyKey[];

/** What is needed to understand a file. */
export interface ReadDeps {
  readonly checkTypes: readonly ApiCheckType[];
  readonly channels: readonly ApiChannel[];
}

/** What a monitor says where the file does not say it of the monitor itself: values of its own fields. */
export interface ReadContext extends ReadDeps {
  readonly monitorDefaults: Readonly<Record<string, unknown>>;
}

/** A resource that a declared one names, and where. */
export interface PlacedReference extends ResourceReference {
  readonly at: Path;
  /** It is made where there is none. */
  readonly isMade?: true;
}

/** What there is of a resource but its kind and its name. */
export interface Content {
  readonly fields: JsonObject;
  readonly shown?: JsonObject;
  readonly identity?: string;
  readonly keeps?: readonly string[];
}

/** How things are called. */
export interface Names {
  /** The id that a name stands for; before a thing is made, one that stands for it. */
  readonly idOf: (kind: ResourceKind, name: string) => string;
  /** The name that a thing has, or will have; undefined for one that is gone. */
  readonly nameOf: (kind: ResourceKind, id: string) => string | undefined;
}

/** The stores that the file speaks of. */
export type Configured = Pick<
  CoreStore,
  | 'tags'
  | 'environments'
  | 'secrets'
  | 'channels'
  | 'monitors'
  | 'heartbeats'
  | 'resourceGroups'
  | 'notificationPolicies'
  | 'maintenance'
  | 'statusPages'
  | 'webhooks'
>;

/** What making and changing takes. */
export interface Hands {
  readonly core: Configured;
  readonly newId: () => string;
  readonly config: ServerConfig;
  readonly actor: Actor;
  /** @throws MissingReference where there is none, as it could not be made */
  readonly idOf: (kind: ResourceKind, name: string) => string;
  /** Undefined where there is none yet. */
  readonly mayIdOf: (kind: ResourceKind, name: string) => string | undefined;
  /** The slug of the environment that a monitor of this name has of its groups when all is there. */
  readonly inheritedOf: (monitorName: string) => string | undefined;
  /** Makes the tag where there is none. */
  readonly tagIdOf: (name: string) => Promise<string>;
  /** To be done when all else is there. */
  readonly later: (work: () => Promise<void>) => void;
  readonly setPingToken: (monitor: Monitor, token: string) => Promise<void>;
  readonly monitorMade: (monitor: Monitor) => Promise<void>;
  readonly monitorChanged: (monitor: Monitor) => void;
  readonly monitorDeleted: (monitor: Monitor) => void;
}

/** What settings of monitors may name. */
type Supply =
  | ({ readonly type: 'environment' } & NewEnvironment)
  | { readonly type: 'secret'; readonly key: string; readonly value: string };

/** What a group is to monitors. */
interface Grouping {
  /** By their names. */
  readonly monitors: readonly string[];
  /** By its slug: that of monitors which name none. */
  readonly environment?: string | undefined;
}

/** By what the settings of a thing are checked. */
interface SettingsContext {
  /** The slug of the environment that a monitor of this name has of its groups. */
  readonly inheritedOf: (monitorName: string) => string | undefined;
  readonly names: Pick<Names, 'idOf'> & { readonly mayIdOf: (kind: ResourceKind, name: string) => string | undefined };
  readonly references: Pick<KnownReferences, 'fillIn'>;
}

/** By what a thing is checked: all as it is to be. */
interface CheckContext extends SettingsContext {
  readonly config: ServerConfig;
  readonly world: World;
  readonly subjects: Subjects;
}

/** By what a thing is looked over. */
export interface WarnContext {
  readonly nowMs: number;
  readonly idOf: Names['idOf'];
  /** Without a server nobody knows. */
  readonly subjects?: Subjects;
  /** Of the server that it is for. Without a server nobody knows. */
  readonly region?: string;
}

/** What is allowed, and may not be what was meant: a field of the thing, and a message that begins with it. */
export interface Warning {
  readonly field: string;
  readonly message: string;
}

/** Something that a file declares. */
export interface DeclaredThing {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly at: Path;
  readonly references: readonly PlacedReference[];
  /** What it is besides its name: where one has this already, it is that one, whatever these files call it. */
  readonly otherwise?: { readonly field: string; readonly name: string };
  /** What it is to settings of monitors that name it. */
  readonly supply?: Supply;
  readonly grouping?: Grouping;
  /** What is wrong with it on this server. @throws Problem as the API would */
  readonly check?: (context: CheckContext) => void;
  /** What is wrong with what its settings name. Part of `check`, and all that can be said without a server. @throws Problem */
  readonly checkSettings?: (context: SettingsContext) => void;
  readonly warnings?: (context: WarnContext) => readonly Warning[];
  readonly content: (names: Names, config: ServerConfig, world: World) => Content;
  /** @returns its id */
  readonly make: (hands: Hands) => Promise<string>;
  readonly change: (id: string, hands: Hands) => Promise<void>;
}

/** What reading came to. */
type Read = { readonly thing: DeclaredThing } | { readonly faults: readonly ApiErrorEntry[] };

/** A status page with what is on it, in its order. */
export interface WholePage {
  readonly page: StatusPage;
  readonly groups: readonly PageGroup[];
  readonly components: readonly PageComponent[];
}

/** All that is configured. */
export interface World {
  readonly tags: readonly Tag[];
  readonly environments: readonly Environment[];
  /** With their values: never to be shown. */
  readonly secrets: readonly SecretValue[];
  /** Equal for equal texts, and only while this world is looked at: nobody can find out the text by it. */
  readonly fingerprintOf: (text: string) => string;
  readonly channels: readonly Channel[];
  readonly monitors: readonly Monitor[];
  /** By which monitors are reported to: secrets, by monitor. */
  readonly pingTokens: ReadonlyMap<string, string>;
  readonly groups: readonly ResourceGroup[];
  readonly members: readonly GroupMember[];
  readonly policies: readonly NotificationPolicy[];
  readonly windows: readonly KeptWindow[];
  readonly pages: readonly WholePage[];
  readonly webhooks: readonly WebhookEndpoint[];
}

/** One section. */
export interface Section {
  readonly kind: ResourceKind;
  /** How it is called in the file. */
  readonly key: string;
  /** The field that says how one is called. @default `name` */
  readonly nameField?: 'key' | 'slug';
  /** How one of it is called in a sentence. */
  readonly article: string;
  /** The schema of one entry, for editors; reading says the same, and more. */
  readonly schema: (deps: ReadDeps) => z.ZodType;
  readonly read: (value: unknown, at: Path, context: ReadContext) => Read;
  /** Ids and names of those that are there. */
  readonly named: (world: World) => readonly { readonly id: string; readonly name: string }[];
  /** What is there, as the file would say it. */
  readonly current: (world: World, names: Names) => readonly CurrentResource[];
  readonly remove: (id: string, hands: Hands) => Promise<void>;
}

/** What a step needs could not be made. */
export class MissingReference extends Error {
  override readonly name = 'MissingReference';
}

/** The references of a list of names. */
export function named(kind: ResourceKind, names: readonly string[], at: Path): readonly PlacedReference[] {
  const parts = at.filter((part) => typeof part === 'string').slice(1);
  const field = parts.join('.');
  return names.map((name, place) => ({ kind, name, field, at: [...at, place] }));
}

/** Fields that say something: without those that are absent, null, or an empty list. */
export function said(fields: Readonly<Record<string, unknown>>): JsonObject {
  const entries = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
  );
  // What is kept came as JSON.
  return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as JsonObject;
}
