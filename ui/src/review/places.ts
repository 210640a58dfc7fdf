import type { Evidence, Field, FieldName, Finding, Region, Report } from '../api';
import { fieldLabel } from '../labels';

/** How heavily a place on a page weighs, from the heaviest to the lightest. */
export const tones = ['refuse', 'supplement', 'review', 'accept', 'field'] as const;
export type Tone = (typeof tones)[number];

/** A place on a page that a finding or field rests on; one place may serve several. */
export interface Place {
  id: string;
  file: string;
  page: number;
  region: Region;
  /** As it was read there. */
  text: string;
  label: string;
  tone: Tone;
  /** The list items that rest on it, the heaviest first. */
  items: string[];
}

/** A finding's key in the list beside the page. */
export const findingItem = (index: number): string => `finding-${index}`;
/** A field's key. */
export const fieldItem = (document: number, name: FieldName): string => `field-${document}-${name}`;

/** Every place of a report, each once. */
export function places(report: Report): Place[] {
  const found = new Map<string, Place>();

  function add(item: string, tone: Tone, label: string, at: Pick<Evidence, 'file' | 'page' | 'region' | 'text'>) {
    const id = placeId(at);
    const known = found.get(id);
    if (!known) {
      found.set(id, { id, file: at.file, page: at.page, region: at.region, text: at.text, label, tone, items: [item] });
      return;
    }
    const heavier = tones.indexOf(tone) < tones.indexOf(known.tone);
    if (heavier) known.tone = tone;
    // A field's own name says more about a place than a finding's message.
    if (item.startsWith('field-') && !known.items.some((i) => i.startsWith('field-'))) known.label = label;
    if (!known.items.includes(item)) heavier ? known.items.unshift(item) : known.items.push(item);
  }

  report.findings.forEach((finding, index) => {
    for (const evidence of finding.evidence) add(findingItem(index), findingTone(finding), '', evidence);
  });
  report.documents.forEach((document, index) => {
    for (const name of fieldNames(document.fields)) {
      const field = document.fields[name];
      if (!field) continue;
      for (const part of fieldParts(field)) {
        add(fieldItem(index, name), field.doubt ? 'review' : 'field', fieldLabel[name], { ...part, file: part.file ?? document.file });
      }
    }
  });
  return [...found.values()];
}

/** The places that one list item rests on. */
export function placesOf(all: Place[], item: string): Place[] {
  return all.filter((place) => place.items.includes(item));
}

export function findingTone(finding: Finding): Tone {
  if (finding.outcome === 'pass' || finding.outcome === 'not_applicable') return 'accept';
  if (finding.outcome === 'undetermined') return 'review';
  return finding.severity === 'notice' ? 'field' : finding.severity;
}

/** A field's names in the order in which a person looks for them. */
export function fieldNames(fields: { [key in FieldName]?: Field }): FieldName[] {
  return (Object.keys(fieldLabel) as FieldName[]).filter((name) => fields[name]);
}

/** Where a value was put together from: its parts, and its own place where that is not one of them. */
export function fieldParts(field: Field): { file?: string | null; page: number; region: Region; text: string }[] {
  return [...(field.parts ?? []), { file: field.file, page: field.page, region: field.region, text: field.text }];
}

function placeId(at: { file: string; page: number; region: Region }): string {
  // A pixel more or less is the same place.
  return [at.file, at.page, ...at.region.flat().map((n) => Math.round(n / 2))].join('|');
}
