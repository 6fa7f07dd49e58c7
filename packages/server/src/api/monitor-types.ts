/** The types that a monitor can have. */
import { CHECK_TYPES } from '@upwatch/probe';

/** The contract's: its clients may name one that this version does not look at. */
export const CONTRACT_MONITOR_TYPES: readonly string[] = ['HTTP', 'DNS', 'MCP_SERVER', 'TCP', 'ICMP', 'HEARTBEAT'];

/** Every type that a rule may ask for. */
export const MONITOR_TYPES: readonly string[] = [...new Set([...Object.keys(CHECK_TYPES), ...CONTRACT_MONITOR_TYPES])];
