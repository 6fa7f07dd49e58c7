/** What the browser does with passkeys: it makes one, or signs with one, and hands on what came of it. */
import type { AddPasskeyRequest, PasskeySignInRequest, SessionView } from '@upwatch/sdk';
import { client } from './client.ts';

type Sent = AddPasskeyRequest['response'] & PasskeySignInRequest['response'];

/** Whether this browser can, here: not over a plain connection, nor in one that is old. */
export function canUsePasskeys(): boolean {
  return 'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential;
}

/** @param password empty where none is needed: one signed in just now, or sets up what is demanded */
export async function addPasskey(name: string, password: string): Promise<void> {
  const { options } = await client.auth.passkeys.offer(againBody(password));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asGiven(options));
  await client.auth.passkeys.add({ name, response: asSent(await navigator.credentials.create({ publicKey })) });
}

/** What shows once more who one is. */
export function againBody(password: string): { readonly password?: string } {
  return password === '' ? {} : { password };
}

/** The person chooses which. */
export async function signInByPasskey(): Promise<SessionView> {
  const { options } = await client.auth.passkeys.ask();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asGiven(options));
  return client.auth.passkeys.signIn({ response: asSent(await navigator.credentials.get({ publicKey })) });
}

/** The API's document says of the options only that they are an object: they are WebAuthn's own, and the browser checks them. */
function asGiven(options: object): PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON {
  return options as PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;
}

/** What browsers make is a public key, where one was asked for; its JSON is WebAuthn's own, and the server checks it. */
function asSent(credential: Credential | null): Sent {
  if (credential === null) throw new DOMException('there is no passkey', 'NotAllowedError');
  return (credential as PublicKeyCredential).toJSON() as Sent;
}
