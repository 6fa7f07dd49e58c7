import { testDays } from './days.ts';

testDays(1, 100);
