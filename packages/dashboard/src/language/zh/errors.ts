import type { Catalogue, Translated } from '../catalogue.ts';

export const errors: Translated<Catalogue['errors']> = {
  pageTitle: '此页面出错了',
  pageHint: '请重新加载。如果仍然出错，下面的文字说明了出错的位置，报告问题时请附上。',
  reload: '重新加载页面',
  notFoundTitle: '没有这个页面',
  notFoundHint: '地址可能有误，或者内容已被删除。按 {keys} 搜索，或从概览开始。',
  toOverview: '前往概览',
  offline: '服务器没有响应。请检查它是否在运行、网络是否可达；此页面会自动重试。',
  timeout: '服务器响应超时。请稍后再试。',
  protocol: '中间的某个环节代替服务器作出了响应。请检查代理。',
  forbidden: '您的角色无权执行此操作。请联系所有者或管理员。',
  signedOut: '您已退出登录。请重新登录后继续。',
  rateLimited: '请求过多。请等待 {duration} 后再试。',
  changedMeanwhile: '内容已被他人修改。请重新加载以查看最新状态。',
  server: '服务器未能完成操作。原因见其日志，请求编号 {request}。',
  failed: '操作失败：{reason}',
};
