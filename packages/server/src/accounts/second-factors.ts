/** What comes beside a password: codes by the clock, and the codes for when the telephone is gone. */
import type { Clock } from '@upwatch/core';
import { invalid, Problem } from '../api/problem.ts';
import type { AccountStore, FactorStore, OrganizationStore } from '../stores/port.ts';
import type { Accounts } from './accounts.ts';
import { actorOfMember, deviceHashOf, type Opened, type SignedIn, type Visitor } from './signed-in.ts';
import { CodeTries } from './code-tries.ts';
import { isEnough } from './factors.ts';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';
import { base32, makeTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** One or the other. */
type ShownCode = { readonly code: string } | { readonly recoveryCode: string };

export interface SecondFactors {
  /** A secret for an authenticator app; nothing is asked for before a code of it was shown. @throws Problem CONFLICT where there is one */
  offer(who: SignedIn, password: string | undefined): Promise<{ readonly secret: string; readonly uri: string }>;
  /** @returns the codes that are shown this once, and the session in the place of the one before. @throws Problem VALIDATION_FAILED */
  confirm(
    who: SignedIn,
    code: string,
    visitor: Visitor,
  ): Promise<{ readonly recoveryCodes: readonly string[]; readonly opened: Opened }>;
  /** @returns the session in the place of the half one. @throws Problem UNAUTHORIZED, RATE_LIMITED */
  show(who: SignedIn, shown: ShownCode, visitor: Visitor): Promise<Opened>;
  /** @throws Problem CONFLICT where it is the only one and one is demanded; NOT_FOUND */
  remove(who: SignedIn, password: string | undefined): Promise<void>;
  /** Ten others. @throws Problem CONFLICT without one-time codes: there is nothing to recover from */
  renewCodes(who: SignedIn, password: string | undefined): Promise<readonly string[]>;
}

interface SecondFactorDeps {
  readonly accounts: Pick<Accounts, 'enter' | 'confirm' | 'failed'>;
  readonly store: FactorStore;
  readonly known: Pick<AccountStore, 'isKnown'>;
  readonly organization: Pick<OrganizationStore, 'get'>;
  readonly clock: Clock;
}

export function createSecondFactors({ accounts, store, known, organization, clock }: SecondFactorDeps): SecondFactors {
  const tries = new CodeTries(clock);

  /** Whoever tries from a device or a place that the account knows tries for themselves alone. */
  async function keyOf({ member }: SignedIn, visitor: Visitor): Promise<string> {
    const deviceHash = deviceHashOf(visitor);
    const isKnown = await known.isKnown(member.id, { deviceHash, address: visitor.address });
    if (isKnown.device) return `${member.id} ${deviceHash}`;
    return isKnown.address ? `${member.id} ${visitor.address}` : String(member.id);
  }

  async function isRight({ member }: SignedIn, shown: ShownCode): Promise<boolean> {
    if ('recoveryCode' in shown)
      return store.takeRecoveryCode(member.id, hashRecoveryCode(shown.recoveryCode), actorOfMember(member));
    const totp = await store.totpOf(member.id);
    if (totp?.confirmedAtMs === undefined) return false;
    const step = stepOfCode(totp.secret, shown.code, { nowMs: clock.wall(), lastStep: totp.lastStep });
    return step !== undefined && store.takeTotpStep(member.id, step);
  }

  function newCodes(): { readonly codes: readonly string[]; readonly hashes: readonly string[] } {
    const codes = makeRecoveryCodes();
    return { codes, hashes: codes.map(hashRecoveryCode) };
  }

  return {
    async offer(who, password) {
      await accounts.confirm(who, password);
      const secret = makeTotpSecret();
      await store.offerTotp(who.member.id, secret);
      const issuer = (await organization.get()).name;
      return { secret: base32(secret), uri: totpUri(secret, { issuer, account: who.member.email }) };
    },
    async confirm({ member, session }, code, visitor) {
      const totp = await store.totpOf(member.id);
      if (!totp || totp.confirmedAtMs !== undefined)
        throw new Problem('CONFLICT', 'there are no one-time codes that wait to be confirmed: POST /auth/totp first');
      const step = stepOfCode(totp.secret, code, { nowMs: clock.wall(), lastStep: totp.lastStep });
      if (step === undefined)
        throw invalid('code', 'code must be the one that the app shows now: check the clock of the device');
      const { codes, hashes } = newCodes();
      await store.confirmTotp(member.id, { step, recoveryHashes: hashes }, actorOfMember(member));
      const opened = await accounts.enter(member, { by: [...session.authenticatedBy, 'totp'] }, visitor);
      return { recoveryCodes: codes, opened };
    },
    async show(who, shown, visitor) {
      // Nobody guesses 80 bits: what is tried of recovery codes must not keep those of the app waiting, nor the other way round.
      const isRecovery = 'recoveryCode' in shown;
      const key = isRecovery ? `recovery ${who.member.id} ${visitor.address}` : await keyOf(who, visitor);
      refuseTooMany(tries.take(key));
      if (!(await isRight(who, shown))) {
        await accounts.failed(who.member.id, visitor);
        throw new Problem('UNAUTHORIZED', 'the code is wrong, or was used already');
      }
      tries.forget(key);
      const by = [...who.session.authenticatedBy, isRecovery ? ('recovery' as const) : ('totp' as const)];
      return accounts.enter(who.member, { by }, visitor);
    },
    async remove(who, password) {
      await accounts.confirm(who, password);
      const { hasPasskey, isDemanded } = await store.enrolmentOf(who.member.id);
      if (isDemanded && !hasPasskey) throw demanded('one-time codes are');
      if (!(await store.removeTotp(who.member.id, actorOfMember(who.member))))
        throw new Problem('NOT_FOUND', 'there are no one-time codes');
    },
    async renewCodes(who, password) {
      await accounts.confirm(who, password);
      if (!(await store.enrolmentOf(who.member.id)).hasTotp)
        throw new Problem('CONFLICT', 'recovery codes come with one-time codes: set those up first');
      const { codes, hashes } = newCodes();
      await store.renewRecoveryCodes(who.member.id, hashes, actorOfMember(who.member));
      return codes;
    },
  };
}

/** Whoever demands it of all has shown it: otherwise they were locked out by what they say. @throws Problem CONFLICT */
export function refuseLockingOut(by: SignedIn): void {
  if (isEnough(by.session.authenticatedBy)) return;
  throw new Problem('CONFLICT', 'sign in with a second factor of your own before you demand one of everybody');
}

/** What is taken away is all that somebody has. */
export function demanded(what: string): Problem {
  return new Problem('CONFLICT', `a second factor is demanded of everybody, and ${what} your only one`);
}

function refuseTooMany(waitMs: number | undefined): void {
  if (waitMs === undefined) return;
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  throw new Problem('RATE_LIMITED', `too many wrong codes: try again in ${seconds} seconds`, {
    headers: { 'retry-after': String(seconds) },
  });
}
