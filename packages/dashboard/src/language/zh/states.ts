import type { Catalogue, Translated } from '../catalogue.ts';

export const states: Translated<Catalogue['states']> = {
  up: '正常',
  degraded: '性能下降',
  down: '故障',
  unknown: '未知',
  paused: '已暂停',
  maintenance: '维护中',
  downIn: '{regions} 故障',
  downOnlyIn: '仅 {regions} 故障',
  degradedIn: '{regions} 性能下降',
  degradedOnlyIn: '仅 {regions} 性能下降',
  since: '自 {time} 起',
};
