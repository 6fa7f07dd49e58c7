import { historyContract } from '../../testing/history-contract.ts';
import { temporaryHistory } from './testing/temporary-history.ts';

historyContract('sqlite', temporaryHistory);
