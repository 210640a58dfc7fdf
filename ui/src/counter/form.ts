import type { DeclaredValue, Offer, OpenPoint, Service, VisitForm } from '../api';

/** The form that nobody has written into. */
export function emptyForm(): VisitForm {
  return {
    service: 'registration',
    name: '',
    id_number: '',
    disabled: false,
    has_agent: false,
    agent_name: '',
    agent_id_number: '',
    agent_relation: null,
    address: '',
    basis: null,
    holder_name: '',
    holder_relation: 'self',
    registered_address: '',
    registered_on: '',
    permit_expires_on: '',
    from_paper: [],
    originals: [],
  };
}

/** Nothing was typed: the service alone tells nothing of a person. */
export function isBlank(form: VisitForm): boolean {
  return JSON.stringify({ ...form, service: 'registration' }) === JSON.stringify(emptyForm());
}

/** What the form holds of a value. */
export function held(form: VisitForm, value: DeclaredValue): string {
  if (value === 'basis') return form.basis ?? '';
  return form[value];
}

/** Writes what a paper prints into the form, marked until somebody confirms it with the person. */
export function put(form: VisitForm, { value, text }: Pick<Offer, 'value' | 'text'>) {
  if (value === 'basis') form.basis = text as VisitForm['basis'];
  else form[value] = text;
  form.from_paper = [...form.from_paper.filter((taken) => taken.value !== value), { value, confirmed_by: null }];
}

/** What can be filled in without asking: of several owners nobody knows which one stands here. */
export function offered(offers: Offer[], form: VisitForm): Offer[] {
  return offers.filter((offer) => {
    const same = offers.filter((other) => other.value === offer.value);
    return same.length === 1 && held(form, offer.value) === '' && (offer.value !== 'holder_name' || asksHolder(form));
  });
}

/** Values that were taken from paper and not confirmed, in the order of the form. */
export function unconfirmed(form: VisitForm): DeclaredValue[] {
  const order: DeclaredValue[] = ['name', 'id_number', 'address', 'basis', 'holder_name'];
  return order.filter((value) => held(form, value) !== '' && form.from_paper.some((taken) => taken.value === value && !taken.confirmed_by));
}

/** The owner or tenant is somebody else. */
export function asksHolder(form: VisitForm): boolean {
  return form.basis !== 'dormitory' && form.holder_relation !== null && form.holder_relation !== 'self';
}

/** Services that look at each of these, as the rules do. */
const asked: Record<'registered_address' | 'registered_on' | 'permit_expires_on', readonly Service[]> = {
  registered_address: ['permit', 'endorsement', 'expedited_new', 'expedited_replacement', 'kiosk'],
  registered_on: ['permit', 'expedited_new', 'kiosk'],
  permit_expires_on: ['endorsement'],
};

export function asks(form: VisitForm, field: keyof typeof asked): boolean {
  return asked[field].includes(form.service) || form[field] !== '';
}

/** Where an open point is closed: the id of the field. */
export const fieldOf: Record<OpenPoint, string> = {
  reading: 'counter-pages',
  name: 'counter-name',
  id_number: 'counter-id_number',
  address: 'counter-address',
  basis: 'counter-basis',
  registered_address: 'counter-registered_address',
  registered_on: 'counter-registered_on',
  permit_expires_on: 'counter-permit_expires_on',
  agent_name: 'counter-agent_name',
  unconfirmed: 'counter-name',
  originals: 'counter-checklist',
};

/** Points without which there is no verdict to speak of: what was copied from paper is nobody's word yet. */
export function keepsFromJudging(point: OpenPoint): boolean {
  return point !== 'originals';
}

/** Points without which most findings only say that nothing is known. */
export function isUntold(point: OpenPoint): boolean {
  return point !== 'originals' && point !== 'unconfirmed';
}
