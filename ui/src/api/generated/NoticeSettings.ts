import type { NoticeTemplate } from "./NoticeTemplate";
import type { Office } from "./Office";
import type { TemplateField } from "./TemplateField";
export type NoticeSettings = { office: Office, templates: Array<NoticeTemplate>, fields: Array<TemplateField>, };
