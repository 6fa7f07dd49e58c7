import { testDays } from './days.ts';

testDays(101, Infinity);
