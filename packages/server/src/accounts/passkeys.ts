/**
 * Passkeys (WebAuthn, discoverable credentials): a device that somebody has, unlocked by who they are or what they know,
 * so that one is both factors. The library is loaded when the first is used: 20 MB that most servers do without.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@upwatch/core';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Logger } from 'pino';
import { invalid, notFound, Problem } from '../api/problem.ts';
import type { FactorStore, OpensBy, OrganizationStore, Passkey } from '../stores/port.ts';
import type { Accounts } from './accounts.ts';
import { actorOfMember, type Opened, type SignedIn, type Visitor } from './signed-in.ts';
import { Challenges } from './challenges.ts';
import type { PasskeyPlace } from './passkey-place.ts';
import { demanded } from './second-factors.ts';

const HANDLE_BYTES = 32;
const SIGN_IN = 'sign in by passkey';
/** EdDSA, ES256 and RS256: every device has one of them. Asked for others, the library first tries whether the runtime has them. */
const ALGORITHMS = [-8, -7, -257];

interface NewPasskey {
  readonly name: string;
  readonly response: RegistrationResponseJSON;
}

export interface Passkeys {
  /** What the browser is to make a key pair by. */
  offer(
    who: SignedIn,
    password: string | undefined,
    place: PasskeyPlace,
  ): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** @returns the session in the place of the one before. @throws Problem VALIDATION_FAILED, CONFLICT */
  add(
    who: SignedIn,
    made: NewPasskey,
    at: { readonly place: PasskeyPlace; readonly visitor: Visitor },
  ): Promise<{ readonly passkey: Passkey; readonly opened: Opened }>;
  /** What the browser is to sign, with whichever passkey somebody chooses. */
  ask(place: PasskeyPlace): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** @throws Problem UNAUTHORIZED, the same whatever is wrong; RATE_LIMITED */
  signIn(
    response: AuthenticationResponseJSON,
    at: { readonly place: PasskeyPlace; readonly visitor: Visitor },
  ): Promise<Opened>;
  /** @throws Problem NOT_FOUND; CONFLICT where it is the only second factor and one is demanded, or the only way in */
  remove(who: SignedIn, id: string, password: string | undefined): Promise<void>;
}

interface PasskeyDeps {
  readonly accounts: Pick<Accounts, 'enter' | 'confirm' | 'failed' | 'guess'>;
  readonly store: FactorStore;
  readonly organization: Pick<OrganizationStore, 'get'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly opens: OpensBy;
  readonly log: Pick<Logger, 'warn' | 'info'>;
}

export function createPasskeys({ accounts, store, organization, clock, newId, opens, log }: PasskeyDeps): Passkeys {
  const challenges = new Challenges(clock);

  async function verified(response: AuthenticationResponseJSON, { rpId, origin }: PasskeyPlace) {
    const known = await store.passkeyBy(response.id);
    if (!known) return undefined;
    const { passkey, member, handle } = known;
    const { userHandle } = response.response;
    if (userHandle !== undefined && userHandle !== handle) return undefined;
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
    const { verified: isTrue, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => challenges.holds(challenge, SIGN_IN),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    });
    return isTrue ? { member, passkey, authenticationInfo } : undefined;
  }

  return {
    async offer(who, password, { rpId }) {
      await accounts.confirm(who, password);
      const { member } = who;
      const handle = await store.handleOf(member.id, randomBytes(HANDLE_BYTES).toString('base64url'));
      const { generateRegistrationOptions } = await import('@simplewebauthn/server');
      return generateRegistrationOptions({
        rpName: (await organization.get()).name,
        rpID: rpId,
        userName: member.email,
        userDisplayName: member.name ?? member.email,
        userID: Uint8Array.from(Buffer.from(handle, 'base64url')),
        challenge: Uint8Array.from(challenges.make(purposeOf(member.id))),
        attestationType: 'none',
        supportedAlgorithmIDs: ALGORITHMS,
        excludeCredentials: (await store.passkeysOf(member.id)).map(({ credentialId }) => ({ id: credentialId })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
    },
    async add({ member, session }, { name, response }, { place, visitor }) {
      const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
      const purpose = purposeOf(member.id);
      await refuseAttestation(response);
      const { verified: isTrue, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => challenges.holds(challenge, purpose),
        expectedOrigin: place.origin,
        expectedRPID: place.rpId,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      }).catch((error: unknown) => {
        log.info({ err: error }, 'a passkey was not taken');
        throw notTaken();
      });
      if (!isTrue || !challenges.use(challengeOf(response), purpose)) throw notTaken();
      const { credential, credentialBackedUp } = registrationInfo;
      const passkey = {
        ...{ id: newId(), memberId: member.id, name, isBackedUp: credentialBackedUp, counter: credential.counter },
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        transports: response.response.transports ?? [],
      };
      const added = await store.addPasskey(passkey, actorOfMember(member));
      const opened = await accounts.enter(member, { by: [...session.authenticatedBy, 'passkey'] }, visitor);
      return { passkey: added, opened };
    },
    async ask({ rpId }) {
      const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
      const challenge = Uint8Array.from(challenges.make(SIGN_IN));
      return generateAuthenticationOptions({ rpID: rpId, userVerification: 'required', challenge });
    },
    async signIn(response, { place, visitor }) {
      const guess = accounts.guess(visitor);
      const found = await verified(response, place).catch((error: unknown) => {
        log.info({ err: error }, 'a passkey was not accepted');
        return undefined;
      });
      if (!found || !challenges.use(challengeOf(response), SIGN_IN)) throw await refused(visitor);
      const { passkey, member, authenticationInfo } = found;
      const used = { counter: authenticationInfo.newCounter, isBackedUp: authenticationInfo.credentialBackedUp };
      if (!(await store.usePasskey(passkey.id, used))) {
        log.warn({ passkey: passkey.id }, 'a passkey counts as if there were a copy of it');
        throw await refused(visitor, member.id);
      }
      guess.giveBack();
      return accounts.enter(member, { by: ['passkey'] }, visitor);
    },
    async remove(who, id, password) {
      await accounts.confirm(who, password);
      const { hasTotp, isDemanded } = await store.enrolmentOf(who.member.id);
      const all = await store.passkeysOf(who.member.id);
      if (isDemanded && !hasTotp && all.length === 1 && all[0]!.id === id) throw demanded('this passkey is');
      const by = { actor: actorOfMember(who.member), opens };
      if (!(await store.removePasskey(who.member.id, id, by))) throw notFound('passkey', id);
    },
  };

  async function refused(visitor: Visitor, memberId?: number): Promise<Problem> {
    await accounts.failed(memberId, visitor);
    return new Problem('UNAUTHORIZED', 'the passkey was not accepted');
  }
}

function purposeOf(memberId: number): string {
  return `passkey of member ${memberId}`;
}

function notTaken(): Problem {
  return invalid('response', 'response must be what the browser made of the options: ask for them anew');
}

/** Read only after the whole was found to be true. */
function challengeOf({ response }: { readonly response: { readonly clientDataJSON: string } }): string {
  return (JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()) as { challenge: string }).challenge;
}

/**
 * Who made the device is not asked for, and browsers leave it out. Whoever sends it all the same would have its
 * certificates checked, and the addresses in them asked: nobody outside may choose where we connect to.
 */
async function refuseAttestation({ response }: RegistrationResponseJSON): Promise<void> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  const statement = (() => {
    try {
      return decodeAttestationObject(Uint8Array.from(Buffer.from(response.attestationObject, 'base64url')));
    } catch {
      throw notTaken();
    }
  })();
  const format = statement.get('fmt');
  const isSelfMade = format === 'packed' && statement.get('attStmt').get('x5c') === undefined;
  if (format !== 'none' && !isSelfMade) throw notTaken();
}
