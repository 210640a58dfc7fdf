import type { TemplateName } from "./TemplateName";
export type TemplateFault = { template: TemplateName, line: number | null, message: string, };
