/** Why an alert is told just then: what tells a second message about an incident from a second incident. */
import type { AlertMessage, AlertOccasion } from './alert.ts';

const USUAL = {
  INCIDENT_CREATED: 'opening',
  INCIDENT_REOPENED: 'reopening',
  INCIDENT_RESOLVED: 'resolution',
  NOTICE: 'notice',
  TEST: 'test',
} as const satisfies Readonly<Record<AlertMessage['kind'], AlertOccasion>>;

/** Why it is told. Of an alert that an earlier version planned it follows from what else it says. */
export function occasionOf({
  kind,
  occasion,
  repeats,
  insteadOf,
}: Pick<AlertMessage, 'kind' | 'occasion' | 'repeats' | 'insteadOf'>): AlertOccasion {
  if (occasion) return occasion;
  if (kind === 'INCIDENT_RESOLVED' || kind === 'NOTICE' || kind === 'TEST') return USUAL[kind];
  if (insteadOf) return 'fallback';
  return repeats ? 'repeat' : USUAL[kind];
}

/** The same in other words: told as often and for the same reason. What a person changed stays in the words that say so. */
export function retold<Message extends AlertMessage>(
  words: Message,
  { repeats, occasion, headline }: Pick<AlertMessage, 'repeats' | 'occasion' | 'headline'>,
): Message {
  return {
    ...words,
    ...(repeats !== undefined && { repeats }),
    ...(occasion && { occasion }),
    ...(occasion === 'severity-change' && { headline }),
  };
}
