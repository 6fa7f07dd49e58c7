import type { Catalogue, Translated } from '../catalogue.ts';

export const errors: Translated<Catalogue['errors']> = {
  pageTitle: 'Diese Seite ist gestolpert',
  pageHint:
    'Laden Sie sie neu. Hilft das nicht: Der Text unten sagt, wo es brach; geben Sie ihn mit an, wenn Sie es melden.',
  reload: 'Seite neu laden',
  notFoundTitle: 'Diese Seite gibt es nicht',
  notFoundHint:
    'Die Adresse ist vertippt, oder was sie zeigte, wurde gelöscht. Suchen Sie mit {keys}, oder beginnen Sie bei der Übersicht.',
  toOverview: 'Zur Übersicht',
  offline:
    'Der Server antwortet nicht. Prüfen Sie, ob er läuft und erreichbar ist; diese Seite versucht es von selbst weiter.',
  timeout: 'Der Server hat zu lange gebraucht. Versuchen Sie es gleich noch einmal.',
  protocol: 'Etwas zwischen hier und dem Server hat an seiner Stelle geantwortet. Prüfen Sie den Proxy.',
  forbidden: 'Ihre Rolle darf das nicht. Fragen Sie einen Inhaber oder Administrator.',
  signedOut: 'Sie sind abgemeldet. Melden Sie sich wieder an.',
  rateLimited: 'Zu viele Anfragen. Warten Sie {duration} und versuchen Sie es dann noch einmal.',
  changedMeanwhile: 'Jemand anderes hat das inzwischen geändert. Laden Sie neu, um zu sehen, wie es jetzt ist.',
  server: 'Der Server konnte es nicht. Warum, steht in seinem Protokoll unter der Anfrage {request}.',
  failed: 'Das ging nicht: {reason}',
};
