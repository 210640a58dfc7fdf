import type { Component } from 'svelte';

import { t, type Plain } from '../language';
import CaptureSection from '../capture/CaptureSection.svelte';
import NoticeSection from '../notice/NoticeSection.svelte';
import AboutSection from './AboutSection.svelte';
import AppearanceSection from './AppearanceSection.svelte';
import KeysSection from './KeysSection.svelte';
import PersonSection from './PersonSection.svelte';
import RoadsSection from './RoadsSection.svelte';

/** `leave` gives up what is being done in a part; false where nothing is. */
type Part = Component<Record<string, never>, { leave?: () => boolean }>;

export interface Section {
  /** In the address, after `#/settings/`. */
  id: string;
  title: string;
  part: Part;
  /** Takes the whole width: two things side by side. */
  wide?: boolean;
}

/** In the order of the list at the side: who sits here, the office, the program. */
const catalogue: { title: Plain; sections: (Section & { title: Plain })[] }[] = [
  {
    title: '本人|settings',
    sections: [
      { id: 'person', title: '姓名', part: PersonSection },
      { id: 'keys', title: '键盘', part: KeysSection as Part },
      { id: 'appearance', title: '外观', part: AppearanceSection },
    ],
  },
  {
    title: '办公室',
    sections: [
      { id: 'roads', title: '路名表', part: RoadsSection as Part },
      { id: 'capture', title: '扫描', part: CaptureSection },
      { id: 'notices', title: '文书', part: NoticeSection, wide: true },
    ],
  },
  { title: '程序', sections: [{ id: 'about', title: '关于核址', part: AboutSection }] },
];

/** With their titles in the person's language. */
export const groups = (): { title: string; sections: Section[] }[] =>
  catalogue.map((group) => ({ title: t(group.title), sections: group.sections.map((section) => ({ ...section, title: t(section.title) })) }));

/** The section of an address; the first where it names none. */
export function sectionOf(id: string): Section | undefined {
  const all = groups().flatMap((group) => group.sections);
  return all.find((section) => section.id === id) ?? all[0];
}
