import type { Catalogue, Translated } from '../catalogue.ts';

export const signals: Translated<Catalogue['signals']> = {
  title: '信号',
  none: '任务尚未上报。完成时它会调用上报地址。',
  start: '开始',
  success: '完成',
  failure: '失败',
  log: '日志',
  exitCode: '退出码 {code}',
  run: '运行 {id}',
  older: '显示更早的',
};
