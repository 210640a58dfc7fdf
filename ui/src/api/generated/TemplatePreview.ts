import type { TemplateFault } from "./TemplateFault";
export type TemplatePreview = { pages: Array<string>, faults: Array<TemplateFault>, };
