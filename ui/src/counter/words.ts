import type { Aside, DeclaredValue, ItemState, OpenPoint, PageFault, Standing } from '../api';
import { translated } from '../language';

/** What is wrong with a picture. */
export const faultLabel = translated<PageFault>({
  blank: '空白页',
  blurred: '模糊',
  dark: '太暗',
  cut_off: '边缘没有拍全',
  glare: '反光',
  covered: '有遮挡',
  too_small: '字太小',
});

/** What to do about it while the paper is still there. */
export const faultAdvice = translated<PageFault>({
  blank: '是背面就不用管；不是的话翻过来再扫。',
  blurred: '请压平、放稳，再扫一次。',
  dark: '请打开灯或调亮，再扫一次。',
  cut_off: '请把整张纸放进画面，再扫一次。',
  glare: '请避开灯光或换个角度，再扫一次。',
  covered: '请拿开遮挡的手指、夹子或别的纸，再扫一次。',
  too_small: '请靠近些，或用 300 dpi 再扫一次。',
});

export const asideLabel = translated<Aside>({
  blank: '空白，未计入',
  replaced: '已重扫，未计入',
  removed: '已删去',
});

export const valueLabel = translated<DeclaredValue>({
  name: '姓名',
  id_number: '公民身份号码',
  address: '现居住地址',
  basis: '居住方式',
  holder_name: '权利人（承租人）姓名',
});

export const openLabel = translated<OpenPoint>({
  reading: '正在识读',
  name: '姓名',
  id_number: '公民身份号码',
  address: '现居住地址',
  basis: '居住方式',
  registered_address: '登记地址',
  registered_on: '登记日期',
  permit_expires_on: '居住证有效期',
  agent_name: '代办人姓名',
  unconfirmed: '与本人核对',
  originals: '验原件',
});

export const stateLabel = translated<ItemState>({
  there: '已有',
  missing: '缺',
  doubtful: '没有认清',
  perhaps: '还不知道要不要',
});

export const standingLabel = translated<Standing>({
  early: '还没到时间',
  due: '可以办理',
  suspended: '逾期，功能中止',
  restart: '逾期，年限重新计算',
  expired: '登记已失效',
  unknown: '时间未知',
});
