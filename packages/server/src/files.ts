/**
 * Configuration files as values with places. A second entry: a command that only asks a running server what such a file
 * would change need not load one.
 */
export { pathOf } from './settings/field-path.ts';
export { mergeFiles } from './settings/merge-files.ts';
export * from './settings/yaml-file.ts';
