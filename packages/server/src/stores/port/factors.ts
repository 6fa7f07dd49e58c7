import type { Actor } from './audit.ts';
import type { OpensBy } from './identities.ts';
import type { Member } from './organization.ts';

/** What an account has beside its password, and whether it must. */
export interface Enrolment {
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
  readonly recoveryCodesLeft: number;
  /** Of everybody, by the organisation. */
  readonly isDemanded: boolean;
}

/** One-time codes by the clock. */
export interface Totp {
  readonly secret: Buffer;
  /** Absent while it is being set up. */
  readonly confirmedAtMs?: number;
  /** The newest that a code was taken of: each code is taken once. */
  readonly lastStep: number;
}

/** A key pair of which the private half never leaves somebody's device. */
export interface Passkey {
  readonly id: string;
  readonly memberId: number;
  readonly name: string;
  /** What the device calls it, base64url. */
  readonly credentialId: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  /** Counts up with each use; stays 0 where the device does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** Whether it is kept in more than one place. */
  readonly isBackedUp: boolean;
  readonly createdAtMs: number;
  readonly lastUsedAtMs?: number;
}

/** Of one member. */
export const PASSKEYS_MAX = 20;

/** What members show beside, or in the place of, a password. */
export interface FactorStore {
  enrolmentOf(memberId: number): Promise<Enrolment>;
  /** Whether a second factor is demanded of everybody. */
  isDemanded(): Promise<boolean>;
  demand(isDemanded: boolean, actor: Actor): Promise<void>;

  totpOf(memberId: number): Promise<Totp | undefined>;
  /** To be confirmed; in the place of one that was not. Refuses `conflict` where one is. */
  offerTotp(memberId: number, secret: Buffer): Promise<void>;
  /** Refuses `conflict` where there is none to be confirmed, or one whose code of this step was taken. */
  confirmTotp(
    memberId: number,
    confirmed: { readonly step: number; readonly recoveryHashes: readonly string[] },
    actor: Actor,
  ): Promise<void>;
  /** @returns whether it is this one who takes the step: of many at once, one does */
  takeTotpStep(memberId: number, step: number): Promise<boolean>;
  /** And the recovery codes with it. @returns whether there was one */
  removeTotp(memberId: number, actor: Actor): Promise<boolean>;
  /** Other codes in the place of those before. */
  renewRecoveryCodes(memberId: number, hashes: readonly string[], actor: Actor): Promise<void>;
  /** @returns whether it is this one who takes it */
  takeRecoveryCode(memberId: number, hash: string, actor: Actor): Promise<boolean>;
  /** For somebody who lost them: everything here goes, and their sessions end. */
  removeAll(memberId: number, actor: Actor): Promise<void>;

  /** What devices know the member by, base64url: made by the first who asks. */
  handleOf(memberId: number, made: string): Promise<string>;
  hasPasskeys(): Promise<boolean>;
  /** Oldest first. */
  passkeysOf(memberId: number): Promise<readonly Passkey[]>;
  /** Refuses `conflict` where it is known already, `in_use` beyond `PASSKEYS_MAX`. */
  addPasskey(passkey: Omit<Passkey, 'createdAtMs' | 'lastUsedAtMs'>, actor: Actor): Promise<Passkey>;
  /** With whose it is, if they may sign in. */
  passkeyBy(
    credentialId: string,
  ): Promise<{ readonly passkey: Passkey; readonly member: Member; readonly handle: string } | undefined>;
  /** @returns whether the counter was below: a use that was seen, or a copy of the key, comes to nothing */
  usePasskey(id: string, used: { readonly counter: number; readonly isBackedUp: boolean }): Promise<boolean>;
  /** Refuses `not_found`. */
  renamePasskey(memberId: number, id: string, name: string, actor: Actor): Promise<Passkey>;
  /** Refuses `conflict` where nothing else lets them in, as `IdentityStore.unlink` does. @returns whether it was there, and theirs */
  removePasskey(memberId: number, id: string, by: { readonly actor: Actor; readonly opens: OpensBy }): Promise<boolean>;
}
