import type { CaptureCode, ScanColour, ScanPaper, ScanSource } from '../api';
import { translated } from '../language';

export const sourceLabel = translated<ScanSource>({ flatbed: '平板', feeder: '进纸器' });
export const colourLabel = translated<ScanColour>({ colour: '彩色', grey: '灰度', black_and_white: '黑白' });
export const paperLabel = translated<ScanPaper>({ a4: 'A4', a3: 'A3', whole: '整个幅面' } as Record<ScanPaper, never>);

/** What went wrong by its code: what a person who reads no Chinese learns of the desk's own sentence. */
export const captureLabel = translated<CaptureCode>({
  program_missing: '没有扫描程序',
  no_such_scanner: '找不到扫描仪',
  unreachable: '连不上扫描仪',
  busy: '扫描仪正忙',
  permission_denied: '没有使用扫描仪的权限',
  feeder_empty: '进纸器里没有纸',
  jammed: '卡纸',
  cover_open: '盖子开着',
  cancelled: '已取消',
  timed_out: '扫描仪没有动静',
  cut_off: '没有传完',
  too_large: '页太大',
  unsuitable: '扫描方案不合适',
  device: '扫描仪没有完成',
  disk: '写不进磁盘',
  folder: '文件夹打不开',
  refused: '这一页没有收',
});
