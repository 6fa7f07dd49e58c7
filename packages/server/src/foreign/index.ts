/**
 * What others wrote, read: fields of their files, and the modules of the blackbox_exporter. An entry of its own, for
 * importers; `/probe` reads the same.
 */
export { lookOf, moduleTimeout } from './blackbox/modules.ts';
export * from './fields.ts';
export * from './go-duration.ts';
export * from './secret.ts';
