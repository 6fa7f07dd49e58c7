/**
 * What others wrote, read: fields of their files, the modules of the blackbox_exporter, and what of a style sheet a status
 * page takes. An entry of its own, for importers; `/probe` and pages read the same.
 */
export { judgedCss } from '../pages/own-css.ts';
export { lookOf, moduleTimeout } from './blackbox/modules.ts';
export * from './fields.ts';
export * from './go-duration.ts';
export * from './secret.ts';
