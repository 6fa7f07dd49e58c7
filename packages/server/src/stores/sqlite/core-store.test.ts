import { describeCoreStore } from '../testing/core-contract.ts';
import { temporaryStore } from './testing/temporary-store.ts';

describeCoreStore('SQLite', temporaryStore);
