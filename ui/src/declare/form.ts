import type { AgentRelation, Application, Channel, HolderRelation, Service } from '../api';
import { t } from '../language';
import { readDay } from './day';
import { foldIdNumber } from './idNumber';

export type Basis = NonNullable<Application['residence']['basis']>;

/** What stands in the form, as it was typed. */
export interface Form {
  id: string;
  service: Service;
  channel: Channel | '';
  submitted_on: string;
  name: string;
  id_number: string;
  disabled: boolean;
  has_agent: boolean;
  agent_name: string;
  agent_id_number: string;
  agent_relation: AgentRelation | '';
  address: string;
  basis: Basis | '';
  holder_relation: HolderRelation | '';
  holder_name: string;
  registered_address: string;
  registered_on: string;
  permit_expires_on: string;
}

export type FieldKey = keyof Form;

export function emptyForm(today: string): Form {
  return {
    id: '',
    service: 'registration',
    channel: 'counter',
    submitted_on: today,
    name: '',
    id_number: '',
    disabled: false,
    has_agent: false,
    agent_name: '',
    agent_id_number: '',
    agent_relation: '',
    address: '',
    basis: '',
    holder_relation: 'self',
    holder_name: '',
    registered_address: '',
    registered_on: '',
    permit_expires_on: '',
  };
}

/** Services that look at each of these, as the rules do. */
const asked: Record<'registered_address' | 'registered_on' | 'permit_expires_on', Service[]> = {
  registered_address: ['permit', 'endorsement', 'address_change', 'expedited_new', 'expedited_replacement', 'kiosk'],
  registered_on: ['permit', 'address_change', 'expedited_new', 'kiosk'],
  permit_expires_on: ['endorsement', 'address_change'],
};

/** Whether a field matters for what was chosen. What holds something already is never hidden. */
export function shows(form: Form, field: FieldKey): boolean {
  switch (field) {
    case 'registered_address':
    case 'registered_on':
    case 'permit_expires_on':
      return asked[field].includes(form.service) || form[field] !== '';
    case 'holder_relation':
      return form.basis === 'owned' || form.basis === 'leased' || (form.basis === 'dormitory' && form.holder_name !== '');
    case 'holder_name':
      return form.holder_name !== '' || (shows(form, 'holder_relation') && form.holder_relation !== 'self');
    case 'agent_name':
    case 'agent_id_number':
    case 'agent_relation':
    case 'disabled':
      return form.has_agent || (field === 'disabled' && form.disabled);
    default:
      return true;
  }
}

export function fromApplication(application: Application): Form {
  const { applicant, agent, residence } = application;
  return {
    id: application.id,
    service: application.service,
    channel: application.channel ?? '',
    submitted_on: application.submitted_on,
    name: applicant.name,
    id_number: applicant.id_number ?? '',
    disabled: applicant.disabled ?? false,
    has_agent: Boolean(agent),
    agent_name: agent?.name ?? '',
    agent_id_number: agent?.id_number ?? '',
    agent_relation: agent?.relation ?? '',
    address: residence.address ?? '',
    basis: residence.basis ?? '',
    holder_relation: residence.holder_relation ?? '',
    holder_name: residence.holder_name ?? '',
    registered_address: application.registered_address ?? '',
    registered_on: application.registered_on ?? '',
    permit_expires_on: application.permit_expires_on ?? '',
  };
}

/**
 * The application that the form declares. `before`, where one is corrected, keeps what is the same
 * as it was: a field that nobody touched is not changed by passing through the form.
 */
export function toApplication(form: Form, before?: Application): Application {
  const text = (value: string) => value.trim() || undefined;
  const day = (value: string) => (value.trim() ? (readDay(value) ?? value.trim()) : undefined);
  const idOf = (value: string) => foldIdNumber(value) || undefined;
  const relation = shows(form, 'holder_relation') || before?.residence.holder_relation ? form.holder_relation || undefined : undefined;
  const holder = shows(form, 'holder_name') ? text(form.holder_name) : undefined;
  const disabled = form.disabled || (before?.applicant.disabled === false ? false : undefined);
  const application: Application = {
    id: form.id.trim(),
    service: form.service,
    submitted_on: day(form.submitted_on) ?? '',
    applicant: { name: form.name.trim(), ...given({ id_number: idOf(form.id_number), disabled }) },
    residence: given({ address: text(form.address), basis: form.basis || undefined, holder_name: holder, holder_relation: relation }),
    ...given({
      channel: form.channel || undefined,
      registered_address: text(form.registered_address),
      registered_on: day(form.registered_on),
      permit_expires_on: day(form.permit_expires_on),
      documents: before?.documents,
    }),
  };
  if (form.has_agent) {
    application.agent = given({ name: text(form.agent_name), id_number: idOf(form.agent_id_number), relation: form.agent_relation || undefined });
  }
  return application;
}

/** Without the keys that hold nothing. */
function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)) as never;
}

/** What keeps the form from being sent, by field, in the order of the form. */
export function obstacles(form: Form): Partial<Record<FieldKey, string>> {
  const wrong: Partial<Record<FieldKey, string>> = {};
  if (!form.id.trim()) wrong.id = t('请填写申请编号');
  if (!form.submitted_on.trim()) wrong.submitted_on = t('请填写提交日期');
  for (const field of ['submitted_on', 'registered_on', 'permit_expires_on'] as const) {
    if (form[field].trim() && readDay(form[field]) === null) wrong[field] = t('没有这一天，请写成 2026-03-05');
  }
  if (!form.name.trim()) wrong.name = t('请填写申请人姓名');
  return wrong;
}

/** What may be sent, though the check will ask for it. */
export function gaps(form: Form): string[] {
  const missing: string[] = [];
  if (!form.id_number.trim()) missing.push(t('证件号码'));
  if (!form.address.trim()) missing.push(t('现居住地址'));
  if (!form.basis) missing.push(t('居住方式'));
  if (shows(form, 'holder_name') && !form.holder_name.trim()) missing.push(form.basis === 'leased' ? t('承租人姓名') : t('权利人姓名'));
  if (form.has_agent && !form.agent_name.trim()) missing.push(t('代办人姓名'));
  for (const [field, name] of [['registered_address', '登记地址'], ['registered_on', '登记日期'], ['permit_expires_on', '居住证有效期']] as const) {
    if (asked[field].includes(form.service) && form.service !== 'address_change' && !form[field].trim()) missing.push(t(name));
  }
  return missing;
}
