import type { Application, Document, Field, FieldName, Kind, Outcome, Report } from '../api';
import { basisLabel, kindLabel, relationLabel } from '../labels';
import { t } from '../language';
import { outcomeOf } from './findings';
import { fieldItem } from './places';

/** What was declared, beside what the papers say; the judgement is the report's own. */
export interface DeclaredRow {
  label: string;
  declared: string;
  read: Read[];
  /** Null where no rule looked at it. */
  outcome: Outcome | null;
}

export interface Read {
  /** The field's key in the list of fields; null for what is no field. */
  item: string | null;
  text: string;
  doubt: string | null;
}

const proofs: Kind[] = ['property_certificate', 'property_register_extract', 'lease_registration', 'dormitory_certificate'];

/** Everything but the address, which is compared piece by piece elsewhere. */
export function declaredRows(application: Application, report: Report): DeclaredRow[] {
  const { residence, applicant } = application;
  const relation = residence.holder_relation ?? 'self';
  const holder = residence.holder_name ?? (relation === 'self' ? applicant.name : null);
  const holderName = residence.basis === 'leased' ? t('承租人') : residence.basis === 'dormitory' ? t('居住人') : t('权利人');
  const names: FieldName[] = residence.basis === 'leased' ? ['tenant'] : residence.basis === 'dormitory' ? ['resident'] : ['holder'];
  const rows: DeclaredRow[] = [
    {
      label: t('居住方式'),
      declared: residence.basis ? basisLabel[residence.basis] : t('未申报'),
      read: report.documents.filter((d) => proofs.includes(d.kind)).map((d) => ({ item: null, text: kindLabel[d.kind], doubt: null })),
      outcome: outcomeOf(report, ['document.wrong_kind', 'document.missing']),
    },
    {
      label: t('房屋用途'),
      declared: t('须为居住'),
      read: reads(report, ['usage']),
      outcome: outcomeOf(report, ['usage.non_residential', 'usage.undetermined']),
    },
    {
      label: holderName,
      declared: holder ? t('{holder}（{relation}）', { holder, relation: relationLabel[relation] }) : t('未申报'),
      read: reads(report, names),
      outcome: outcomeOf(report, ['holder.mismatch', 'holder.is_unit', 'tenant.is_unit', 'dormitory.resident_mismatch']),
    },
  ];
  const lease = reads(report, ['lease_start', 'lease_end']);
  if (lease.length > 0) {
    rows.push({
      label: t('租期'),
      declared: t('含提交日 {submitted_on}', application),
      read: lease,
      outcome: outcomeOf(report, ['lease.expired', 'lease.not_started']),
    });
  }
  // A dormitory's letter prints no usage: where no rule asks and nothing was read there is no row.
  return rows.filter((row) => row.outcome !== null || row.read.length > 0);
}

/** The fields of these names in the proofs of residence, in the papers' order. */
function reads(report: Report, names: FieldName[]): Read[] {
  return report.documents.flatMap((document: Document, index) =>
    proofs.includes(document.kind)
      ? names.flatMap((name) => {
          const field: Field | undefined = document.fields[name];
          return field ? [{ item: fieldItem(index, name), text: field.text, doubt: field.doubt ?? null }] : [];
        })
      : [],
  );
}
