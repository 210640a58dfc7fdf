import type {
  Application,
  Channel,
  Citation,
  DecisionKind,
  ErrorCode,
  FieldName,
  HolderRelation,
  Kind,
  Outcome,
  PieceKind,
  QueueTab,
  Service,
  Severity,
  Verdict,
} from './api';
import { t, translated } from './language';

const verdicts = {
  accept: '可以受理',
  review: '人工核查',
  supplement: '补正材料',
  refuse: '不予受理',
} as const;

/** What the program advises. */
export const verdictLabel = translated<Verdict>(verdicts);

/** What a person does. */
export const decisionLabel = translated<DecisionKind>({
  accept: '受理',
  supplement: '要求补正',
  refuse: '不予受理',
  review: '转交',
  defer: '暂缓',
});

/** The same after it was done. */
export const decidedLabel = translated<DecisionKind>({
  accept: '已受理',
  supplement: '已要求补正',
  refuse: '已不予受理',
  review: '已转交',
  defer: '已暂缓',
});

export const tabLabel = translated<QueueTab>({
  ...verdicts,
  pending: '等待识读',
  failed: '未能识读',
});

export const severityLabel = translated<Severity>({
  refuse: '不予受理',
  supplement: '补正材料',
  review: '人工核查',
  notice: '提示',
});

export const outcomeLabel = translated<Outcome>({
  fail: '不符合',
  undetermined: '无法确定',
  pass: '符合',
  not_applicable: '不适用',
});

export const serviceLabel = translated<Service>({
  registration: '居住登记',
  permit: '居住证申领',
  endorsement: '居住证签注',
  address_change: '地址变更',
  expedited_new: '居住证新办快证',
  expedited_replacement: '居住证补领快证',
  kiosk: '自助机即申即批',
});

export const channelLabel = translated<Channel>({
  online: '网上',
  counter: '窗口',
  kiosk: '自助机',
  batch: '批量',
});

export const basisLabel = translated<NonNullable<Application['residence']['basis']>>({
  owned: '自有或亲属住房',
  leased: '租赁住房',
  dormitory: '集体宿舍',
});

export const relationLabel = translated<HolderRelation>({
  self: '本人',
  spouse: '配偶',
  parent: '父母',
  child: '子女',
  grandparent: '祖父母、外祖父母',
  grandchild: '孙子女、外孙子女',
  sibling: '兄弟姐妹',
  other: '其他关系',
});

export const kindLabel = translated<Kind>({
  property_certificate: '房地产权证/不动产权证书',
  property_register_extract: '不动产登记簿（产调）',
  lease_registration: '住房租赁合同登记备案证明',
  dormitory_certificate: '集体宿舍证明',
  kinship_statement: '亲属关系承诺书',
  letter_of_authority: '委托书',
  id_card: '居民身份证',
  household_register: '户口簿',
  business_licence: '营业执照',
  unknown: '未能识别的材料',
});

/** In the order in which a person looks for them. */
export const fieldLabel = translated<FieldName>({
  address: '坐落',
  room_part: '室号部位',
  usage: '房屋用途',
  land_usage: '土地用途',
  building_type: '房屋类型',
  holder: '权利人',
  co_ownership: '共有情况',
  tenant: '承租人',
  landlord: '出租人',
  lease_start: '租期起',
  lease_end: '租期止',
  resident: '居住人',
  resident_id_number: '居住人证件号码',
  issuer: '出具单位',
  issuing_department: '出具部门',
  issued_on: '出具日期',
  certificate_number: '权证号',
  filing_number: '备案编号',
  unit_number: '不动产单元号',
  area: '建筑面积',
  seal: '印章',
});

export const pieceLabel = translated<PieceKind>({
  city: '市',
  district: '区',
  town: '街道、镇',
  road: '路',
  lane: '弄',
  sub_lane: '支弄',
  number: '门牌号',
  building: '幢',
  unit: '单元',
  floor: '层',
  room: '室',
  estate: '小区',
  village: '村',
  group: '组',
  other: '其他',
});

/** What went wrong by its code: what a person who reads no Chinese learns of the desk's own sentence. */
export const errorLabel = translated<ErrorCode | 'window'>({
  not_found: '没有找到',
  conflict: '已有他人改动',
  invalid: '内容不能用',
  unauthorized: '没有权限',
  reader_missing: '识读引擎没有打开',
  store_too_new: '数据来自更新的版本',
  storage: '数据没有读出或写入',
  internal: '程序出错',
  window: '窗口没有完成这一步',
});

/** Where a rule stands: the document, and its article where it names one. */
export function cited({ source, article }: Citation): string {
  return article ? t('{source}，{article}', { source, article }) : source;
}

/** A date of the store (RFC 3339, UTC) in this machine's own time, to the minute. */
export function localTime(rfc3339: string): string {
  const date = new Date(rfc3339);
  if (Number.isNaN(date.getTime())) return rfc3339;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
