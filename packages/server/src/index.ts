export * from './stores/port.ts';
