import type { Document, FieldName, Kind } from '../api';
import { fieldNames } from './places';

/** What a person looks for on each kind of paper: where it was not read, it can be put in. */
const expected: Partial<Record<Kind, FieldName[]>> = {
  property_certificate: ['address', 'usage', 'holder', 'certificate_number'],
  property_register_extract: ['address', 'usage', 'holder', 'certificate_number'],
  lease_registration: ['address', 'usage', 'tenant', 'landlord', 'lease_start', 'lease_end', 'filing_number'],
  dormitory_certificate: ['address', 'resident', 'resident_id_number', 'issuer', 'issuing_department'],
  kinship_statement: ['resident', 'holder'],
  letter_of_authority: ['resident', 'holder'],
  id_card: ['resident', 'resident_id_number'],
  household_register: ['resident', 'resident_id_number'],
  business_licence: ['holder', 'certificate_number'],
};

/** The fields of a paper that should be there and were not read. */
export function missing(document: Document): FieldName[] {
  const known = fieldNames(document.fields);
  return (expected[document.kind] ?? []).filter((name) => !known.includes(name));
}

/** The paper and field of a list item's key; null for what is no field. */
export function fieldOf(item: string): { document: number; field: FieldName } | null {
  const found = /^field-(\d+)-([a-z_]+)$/.exec(item);
  return found ? { document: Number(found[1]), field: found[2] as FieldName } : null;
}
