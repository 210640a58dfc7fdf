import type { AgentRelation, Application } from '../api';
import { basisLabel, channelLabel, relationLabel, serviceLabel } from '../labels';
import { t, translated, type Plain } from '../language';

export interface Change {
  label: string;
  /** Empty: nothing was declared. */
  from: string;
  to: string;
}

export const agentRelationLabel = translated<AgentRelation>({ guardian: '监护人', relative: '近亲属', other: '其他' });

const rows: [Plain, (application: Application) => string | null | undefined][] = [
  ['业务', (a) => serviceLabel[a.service]],
  ['渠道', (a) => a.channel && channelLabel[a.channel]],
  ['提交日期', (a) => a.submitted_on],
  ['申请人', (a) => a.applicant.name],
  ['公民身份号码', (a) => a.applicant.id_number],
  ['残疾人', (a) => (a.applicant.disabled ? t('是') : undefined)],
  ['代办人', (a) => a.agent?.name],
  ['代办人身份号码', (a) => a.agent?.id_number],
  ['代办人关系', (a) => a.agent?.relation && agentRelationLabel[a.agent.relation]],
  ['现居住地', (a) => a.residence.address],
  ['居住方式', (a) => a.residence.basis && basisLabel[a.residence.basis]],
  ['权利人、承租人', (a) => a.residence.holder_name],
  ['与申请人关系', (a) => a.residence.holder_relation && relationLabel[a.residence.holder_relation]],
  ['登记地址', (a) => a.registered_address],
  ['登记日期', (a) => a.registered_on],
  ['居住证有效期', (a) => a.permit_expires_on],
];

/** What was declared otherwise, in the order of the form. */
export function changes(before: Application, after: Application): Change[] {
  return rows
    .map(([label, of]) => ({ label: t(label), from: of(before) ?? '', to: of(after) ?? '' }))
    .filter(({ from, to }) => from !== to);
}
