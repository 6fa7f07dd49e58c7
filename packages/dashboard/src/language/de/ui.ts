import type { Catalogue, Translated } from '../catalogue.ts';

export const ui: Translated<Catalogue['ui']> = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  delete: 'Löschen',
  retry: 'Noch einmal',
  loading: 'Lädt …',
  dismiss: 'Ausblenden',
  optional: 'freiwillig',
  pages: 'Seiten',
  pageOf: 'Seite {page} von {pages}',
  previous: 'Vorige Seite',
  next: 'Nächste Seite',
  searchIn: 'Suchen: {what}',
  copy: 'Kopieren',
  copied: 'Kopiert',
  onlyShown: 'Mit Ihrer Rolle sehen Sie das, ändern können Sie es nicht.',
};
