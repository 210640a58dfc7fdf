import type { TemplateFault } from "./TemplateFault";
import type { TemplateName } from "./TemplateName";
export type NoticeTemplate = { name: TemplateName, title: string, source: string, own: boolean, faults: Array<TemplateFault>, };
