import type { Catalogue, Translated } from '../catalogue.ts';

export const ui: Translated<Catalogue['ui']> = {
  cancel: '取消',
  close: '关闭',
  save: '保存',
  delete: '删除',
  retry: '重试',
  loading: '正在加载…',
  dismiss: '隐藏',
  optional: '可选',
  pages: '分页',
  pageOf: '第 {page} 页，共 {pages} 页',
  previous: '上一页',
  next: '下一页',
  searchIn: '搜索：{what}',
  copy: '复制',
  copied: '已复制',
  onlyShown: '您的角色只能查看，不能修改。',
};
