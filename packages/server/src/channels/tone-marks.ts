/** What every chat shows alike: a colour and a mark for each tone, and the links under a message. */
import type { AlertText, Tone } from './alert-text.ts';
import type { AlertAction } from './port.ts';

/** For a bar or a border beside the message. */
export const TONE_COLORS: Readonly<Record<Tone, string>> = {
  down: '#d92d20',
  degraded: '#f79009',
  maintenance: '#667085',
  up: '#12b76a',
  notice: '#6172f3',
  test: '#2e90fa',
};

/** One emoji, for those that show text alone. */
export const TONE_MARKS: Readonly<Record<Tone, string>> = {
  down: '🔴',
  degraded: '🟠',
  maintenance: '🔧',
  up: '🟢',
  notice: 'ℹ️',
  test: '🔔',
};

/** Put after a character that would call somebody or begin a link, where the provider knows no way to escape it. */
export const INVISIBLE = '\u200b';

/** Where a person reads more, then what can be done. */
export function linksOf(text: AlertText): readonly AlertAction[] {
  return [...(text.link === undefined ? [] : [{ label: 'Open in Upwatch', url: text.link }]), ...text.actions];
}
