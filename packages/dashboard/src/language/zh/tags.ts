import type { Catalogue, Translated } from '../catalogue.ts';

export const tags: Translated<Catalogue['tags']> = {
  title: '标签',
  lead: '把监控项归在一起的词：用于筛选、策略和维护。',
  new: '新建标签',
  name: '名称',
  color: '颜色',
  make: '创建',
  edit: '编辑 {name}',
  delete: '删除 {name}',
  made: '{name} 已创建',
  saved: '{name} 已修改',
  deleted: '{name} 已删除',
  deleteTitle: '删除 {name}？',
  deleteHint: '将一并失去：',
  losesMonitors: { other: '{count} 个监控项不再带有它' },
  losesNothing: '没有监控项使用它。',
  losesPolicy: '策略 {name} 引用了它，将不再匹配',
  emptyTitle: '尚无标签',
  emptyHint: '标签是附在监控项上的词，例如 production、payments。列表可按它筛选，策略和维护也可针对它。',
};
