/**
 * The links of subscribers: signed, so that nobody confirms or ends what is not theirs. One that confirms is over the newest
 * request, and holds for two days; one that unsubscribes holds for as long as there is a subscription.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CoreStore, PageSubscriber } from '../../stores/port.ts';

/** A request that nobody confirmed by then is over, milliseconds. */
export const CONFIRM_LIFE_MS = 2 * 86_400_000;
const SETTING = 'pages.subscribers';
const KEY_BYTES = 32;
/** Half of SHA-256, the least that RFC 2104 (section 5) allows. */
const MAC_BYTES = 16;
const ID_BYTES = 16;

type Purpose = 'confirm' | 'leave';

export interface SubscriberLinks {
  token(purpose: Purpose, subscriber: Pick<PageSubscriber, 'id' | 'confirmationToken'>): string;
  /** Whose token it says that it is: nothing is proven by that. Undefined where it is none. */
  idIn(token: string): string | undefined;
  isValid(purpose: Purpose, subscriber: Pick<PageSubscriber, 'id' | 'confirmationToken'>, token: string): boolean;
  /** What is posted to a subscriber's URL is signed with it. */
  secretOf(subscriber: Pick<PageSubscriber, 'id'>): string;
}

/** Their key is made when it is first needed, and kept: links outlive a restart. */
export async function openSubscriberLinks(settings: Pick<CoreStore['settings'], 'ensure'>): Promise<SubscriberLinks> {
  const { key } = await settings.ensure(SETTING, { key: randomBytes(KEY_BYTES).toString('base64url') });
  if (typeof key !== 'string') throw new Error(`the setting ${SETTING} must have a key, which is text`);
  return subscriberLinksWith(Buffer.from(key, 'base64url'));
}

/** @param key of HMAC-SHA256 */
function subscriberLinksWith(key: Buffer): SubscriberLinks {
  const macOf = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const token = (
    purpose: Purpose,
    { id, confirmationToken }: Pick<PageSubscriber, 'id' | 'confirmationToken'>,
  ): string => {
    const over = purpose === 'confirm' ? ` ${confirmationToken}` : '';
    const mac = macOf(`${purpose} ${id}${over}`).subarray(0, MAC_BYTES);
    return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), mac]).toString('base64url');
  };
  return {
    token,
    idIn: (given) => {
      const bytes = Buffer.from(given, 'base64url');
      // Of several spellings of the same bytes one is taken.
      if (bytes.length !== ID_BYTES + MAC_BYTES || bytes.toString('base64url') !== given) return undefined;
      const hex = bytes.subarray(0, ID_BYTES).toString('hex');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    isValid: (purpose, subscriber, given) => {
      const [expected, shown] = [Buffer.from(token(purpose, subscriber)), Buffer.from(given)];
      return expected.length === shown.length && timingSafeEqual(expected, shown);
    },
    secretOf: ({ id }) => `whsec_${macOf(`secret ${id}`).toString('base64')}`,
  };
}
