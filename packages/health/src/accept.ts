/** Which form of the answer whoever asks would like best (RFC 9110, section 12.5.1). */

/** The forms that an answer has. */
export type BodyForm = 'simple' | 'health+json' | 'plain';

const TYPES: Readonly<Record<string, BodyForm>> = {
  'application/json': 'simple',
  'application/health+json': 'health+json',
  'text/plain': 'plain',
};
const READ_MAX = 1_000;

/** Nothing that is accepted is served: `simple`, since a probe that is refused learns nothing. */
export function formAccepted(accept: string | undefined): BodyForm {
  if (accept === undefined || accept === '*/*') return 'simple';
  const wishes = accept.slice(0, READ_MAX).split(',').map(wishIn);
  const best = wishes
    .filter(({ form, quality }) => form !== undefined && quality > 0)
    .sort((one, other) => other.quality - one.quality)[0];
  return best?.form ?? 'simple';
}

function wishIn(part: string): { readonly form: BodyForm | undefined; readonly quality: number } {
  const [type, ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
  const given = parameters.find((one) => one.startsWith('q='))?.slice(2);
  const quality = given === undefined ? 1 : Number(given);
  const isAny = type === '*/*' || type === 'application/*';
  return { form: isAny ? 'simple' : TYPES[type!], quality: Number.isNaN(quality) ? 0 : quality };
}
