/** Configuration: what to look at, how often, from where, and what must hold. Never run-time state. */
import type { Assertion } from './assertion.ts';
import type { Policy } from '../deciding/policy.ts';
import type { MonitorAuth } from './monitor-auth.ts';

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object: the settings of a check type or a channel, whose schema its own file holds. */
export type JsonObject = { readonly [key: string]: Json };

/** Who made a thing, as the contract spells it. */
export type ManagedBy = 'DASHBOARD' | 'CLI' | 'TERRAFORM' | 'MCP' | 'API';

/** What a monitor may leave to its groups and the server, as the API spells it. */
export const INHERITABLE = ['frequencySeconds', 'regions', 'incidentPolicy', 'environmentId'] as const;
/** One of these. */
export type Inheritable = (typeof INHERITABLE)[number];

/** What a probe needs of a monitor in order to look. */
export interface Monitor {
  /** UUID version 7. */
  readonly id: string;
  /** A small number that stands for the monitor in history. */
  readonly key: number;
  readonly name: string;
  /** The check type, in the contract's spelling: `HTTP`. */
  readonly type: string;
  /** Checked against the check type's schema when it was stored. May hold references: `{{secrets.TOKEN}}`. */
  readonly config: JsonObject;
  /** Whose variables its settings name, be it of its own or of its groups. Absent: those of the default environment. */
  readonly environmentId?: string;
  /** How it says who it is. Absent: as its settings say. */
  readonly auth?: MonitorAuth;
  readonly frequencySeconds: number;
  readonly isEnabled: boolean;
  /** At least one. */
  readonly regions: readonly string[];
  readonly assertions: readonly StoredAssertion[];
  readonly policy: Policy;
  /** Counts up at each change; observations made under an older one are discarded. */
  readonly generation: number;
  readonly tagIds: readonly string[];
  /** The monitors that it is reached through: while one of them is down, nothing is told of it. Absent when there is none. */
  readonly dependsOn?: readonly string[];
  /** What it has of its groups or the server, because nobody gave it: it follows them. Absent when there is none. */
  readonly inherits?: readonly Inheritable[];
  /** Which channels to tell; absent means every channel there is. */
  readonly channelIds?: readonly string[];
  readonly managedBy: ManagedBy;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** An assertion as it is kept: with an identity, so that the API can name it. */
export interface StoredAssertion extends Assertion {
  readonly id: string;
}
