import { DeskError, type GazetteerChanged } from '../api';
import { t } from '../language';

/** What a table looks like: Chinese, as its roads are. */
export const EXAMPLE = '路名\t区\t次数\n百色路\t徐汇区\t12\n宝山路\t静安区\t8\n宝山路\t虹口区\t3';

/** Why a chosen file is no table of roads, before any of it is sent; null where it may be one. */
export function obstacle(file: { name: string; size: number }, limit: number): DeskError | null {
  if (/\.(xlsx?|et|docx?|pdf|csv)$/i.test(file.name)) {
    return new DeskError('invalid', t('“{name}”不是制表符分隔的文本。请在表格软件里另存为制表符分隔的文本（TSV），再载入那个文件。', file));
  }
  if (file.size > limit) {
    return new DeskError('invalid', t('“{name}”超过 {limit} MB，不像是路名表。请选择制表符分隔的文本文件。', { name: file.name, limit: limit >> 20 }));
  }
  return null;
}

/** What loading or removing came to, in words. */
export function outcome({ settings, judged_anew }: GazetteerChanged): string {
  const done = settings.gazetteer ? t('已载入 {roads} 条路。', settings.gazetteer) : t('已移除路名表。');
  if (judged_anew === 0) return done;
  return done + t('{judged_anew} 件还没有决定的申请正在重新核查，不必重新识读；已经决定的不变。', { judged_anew });
}
