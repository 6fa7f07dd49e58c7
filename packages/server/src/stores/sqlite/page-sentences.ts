/** What pages say by themselves, to readers in the page's language. What triggers say is with them, from migration 0026 on. */
import type { PageLanguage, PageOptions } from '../port.ts';

interface Sentences {
  /** Of what was about an incident that is over. */
  readonly resolved: string;
  /** Before what is worked on. */
  readonly work: string;
  readonly workAnnounced: string;
  readonly workMoved: string;
  readonly workDone: string;
  readonly workCalledOff: string;
}

const SENTENCES: Readonly<Record<PageLanguage, Sentences>> = {
  en: {
    resolved: 'This is resolved.',
    work: 'Maintenance: ',
    workAnnounced: 'We will work on this. It may not be available meanwhile.',
    workMoved: 'The time of this work has changed.',
    workDone: 'The work is done.',
    workCalledOff: 'This work will not take place.',
  },
  de: {
    resolved: 'Die Störung ist behoben.',
    work: 'Wartung: ',
    workAnnounced: 'Hier wird gearbeitet. In dieser Zeit kann es zu Ausfällen kommen.',
    workMoved: 'Die Zeit dieser Arbeiten hat sich geändert.',
    workDone: 'Die Arbeiten sind abgeschlossen.',
    workCalledOff: 'Diese Arbeiten finden nicht statt.',
  },
  zh: {
    resolved: '问题已解决。',
    work: '维护：',
    workAnnounced: '我们将进行维护，期间可能无法使用。',
    workMoved: '本次维护的时间已更改。',
    workDone: '维护已完成。',
    workCalledOff: '本次维护已取消。',
  },
};

/** In the language of a page. @default English */
export function sentencesOf({ language = 'en' }: PageOptions): Sentences {
  return SENTENCES[language];
}
