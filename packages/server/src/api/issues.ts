export { fieldName, neverEchoed, parseOrFaults, shown } from '@upwatch/core/schemas';
