/**
 * What a check type is. Its schema and its run stand in different files, because a looking thread imports only what
 * runs: zod alone would cost each thread 15 MB.
 */
import type { AttemptPlan, Clock, Failure, JsonObject, Phase, PolicyPart } from '@upwatch/core';
import type { Egress } from './egress.ts';
import type { ZodType } from 'zod';
import type { AddressFamily, ResolvedAddress } from './dns/resolver.ts';
import type { Sample } from './port.ts';

/** Names to addresses: what a run needs of `Resolver`. */
export interface NameResolver {
  /**
   * The addresses of a host, best first; synchronous when they are known.
   * @throws {DnsFailure} as a rejection
   */
  resolve(
    host: string,
    family: AddressFamily,
    servers?: readonly string[],
  ): readonly ResolvedAddress[] | Promise<readonly ResolvedAddress[]>;
  /**
   * The failure `probe.resolver` when the probe's own name servers have been silent to everything since an instant.
   * @param sinceMs monotonic
   * @param servers as given to `resolve`
   */
  silence?(sinceMs: number, servers?: readonly string[]): Failure | undefined;
  /** The probe's own name servers: `192.0.2.53`, `[2001:db8::53]:5353`. */
  readonly servers?: readonly string[];
  /**
   * Asks the probe's own name servers something that every one can answer. The failure `probe.resolver` when they have
   * been silent to everything since an instant, this included.
   * @param sinceMs monotonic
   */
  control?(sinceMs: number): Promise<Failure | undefined>;
}

/** What a run is given besides its settings. */
export interface CheckEnv {
  readonly clock: Clock;
  readonly resolver: NameResolver;
  /** Monotonic instant by which everything has ended: names, redirects, body. */
  readonly deadlineMs: number;
  /** Gives the look up; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether anybody reads the body. What nobody reads is neither kept nor decoded. */
  readonly wantsBody: boolean;
  /** Told at the end of each phase, milliseconds. */
  readonly onPhase?: ((phase: Phase, durationMs: number) => void) | undefined;
  /** Which addresses may be connected to. Absent: all of them. */
  readonly egress?: Egress | undefined;
  /** Whether a check may start a program that its settings name. @default not */
  readonly mayRunCommands?: boolean | undefined;
}

/** What a looking thread needs of a check type. */
export interface CheckRun<Config = JsonObject> {
  readonly type: string;
  /**
   * One attempt: what was seen, before it is judged. Everything that a target can do is a value in the sample.
   * Rejects only with the signal's reason, or for a fault of ours.
   */
  run(config: Config, env: CheckEnv): Promise<Sample>;
  /** How long one attempt may take, milliseconds. */
  timeoutMs(config: Config): number;
  /** The host that bears the load, for the bound on looks at once to one host. */
  hostOf(config: Config): string;
  /** How attempts are repeated within one look. */
  planOf(config: Config): AttemptPlan;
  /** What is watched, as people are told: without credentials or query. */
  targetOf(config: Config): string;
}

/** Defaults that make sense for one check type alone. */
export interface TypeDefaults {
  readonly frequencySeconds: number;
  readonly policy: PolicyPart;
}

/** A check type, whole. */
export interface CheckType<Config = JsonObject> extends CheckRun<Config> {
  /** Refuses what cannot be run, fills in defaults. */
  readonly config: ZodType<Config>;
  /** The setting that names a program to be started, where there is one: a server may forbid that. */
  readonly commandIn?: (config: Config) => string | undefined;
  /** What is watched reports by itself: no probe looks at it. */
  readonly isPassive?: true;
  /** What a monitor of this type goes by where it says nothing, in place of what its groups and the server say. */
  readonly defaultsOf?: (config: Config) => TypeDefaults;
}

/** A check type as it stands in the list: its settings are JSON that its own schema has checked. */
export type AnyCheckType = CheckType;

/**
 * Joins a schema and a run. The list of check types holds settings as plain JSON; they come back to `run` exactly as
 * the schema gave them out, which is what makes the cast sound.
 */
export function defineCheck<Config>(check: CheckType<Config>): AnyCheckType {
  return check as unknown as AnyCheckType;
}

/** The same for a run alone. */
export function defineRun<Config>(run: CheckRun<Config>): CheckRun {
  return run as unknown as CheckRun;
}
