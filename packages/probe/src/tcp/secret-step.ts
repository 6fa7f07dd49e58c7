/** Which steps of a dialogue send what nobody is to be shown. */
import type { JsonObject } from '@upwatch/core';

/** Commands by which mail, file and other servers are given a password. */
const AUTHENTICATES = /\b(AUTH|AUTHENTICATE|LOGIN|PASS|PASSWORD|AUTHINFO)\b/i;

/** Whether what a step sends is a secret: it says so itself, or it is a command that authenticates. */
export function isSecretStep({ send, secret }: JsonObject): boolean {
  // Escapes hide where a word begins: `\r\nAUTH`. Of `AUTH TLS` nothing is secret, and nothing is lost.
  return typeof send === 'string' && (secret === true || AUTHENTICATES.test(send.replaceAll(/\\./g, ' ')));
}
