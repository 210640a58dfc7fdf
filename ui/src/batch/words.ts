import type { BatchErrorKind, BatchItemState, BatchState, TableColumn } from '../api';
import { t, translated } from '../language';

export const stateLabel = translated<BatchState>({
  taking_in: '正在登记',
  reading: '正在识读',
  paused: '已暂停',
  stopped: '已停止',
  finished: '已完成',
});

export const itemLabel = translated<BatchItemState>({
  waiting: '等待识读',
  reading: '正在识读',
  done: '已完成',
  failed: '未完成',
});

/** What went wrong, by kind; the saved tables say the same (`batch/export/words.rs`). */
export const kindLabel = translated<BatchErrorKind>({
  declaration: '申报内容有误',
  twice: '编号重复',
  missing: '文件缺失或打不开',
  empty: '空文件',
  not_an_image: '不是图片或 PDF',
  damaged: '文件损坏',
  encrypted: '文件有密码',
  too_large: '文件过大',
  changing: '文件还在复制',
  reader: '识读失败',
  desk: '程序出错',
});

/** What a column can mean, in the order in which a person looks for it. */
export const columnLabel = translated<TableColumn>({
  id: '申请编号',
  name: '姓名',
  id_number: '证件号码',
  address: '申报地址',
  service: '办理事项',
  submitted_on: '提交日期',
  basis: '居住方式',
  holder_name: '权利人或承租人',
  holder_relation: '与权利人（承租人）的关系',
  channel: '渠道',
  files: '扫描件（文件名或文件夹名）',
  registered_address: '登记地址',
  registered_on: '登记日期',
  permit_expires_on: '居住证到期日',
  agent_name: '代办人姓名',
  agent_id_number: '代办人证件号码',
  agent_relation: '代办人关系',
});

/** The time that the rest takes, as one would say it. */
export function timeLeft(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return t('约剩不到 1 分钟');
  if (minutes < 60) return t('约剩 {minutes} 分钟', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return t('约剩 {days} 天 {hours} 小时', { days: Math.floor(hours / 24), hours: hours % 24 });
  return minutes % 60 === 0 ? t('约剩 {hours} 小时', { hours }) : t('约剩 {hours} 小时 {minutes} 分', { hours, minutes: minutes % 60 });
}

/** Applications a minute: fast ones need no decimals, slow ones do. */
export function rate(perMinute: number): string {
  return t('每分钟 {rate} 件', { rate: perMinute >= 10 ? String(Math.round(perMinute)) : perMinute.toFixed(1) });
}
