/**
 * The field of a form that comes behind another; the button that sends behind the last one. What
 * is seldom ticked is passed over: Tab goes there.
 */
export function next(form: HTMLElement | undefined, field: HTMLElement): HTMLElement | undefined {
  const all = [...(form?.querySelectorAll<HTMLElement>('input, select') ?? [])].filter(
    (e) => e.offsetParent !== null && e.tabIndex >= 0 && (e === field || !(e instanceof HTMLInputElement && (e.type === 'checkbox' || e.readOnly))),
  );
  // Of several choices that go together one takes the focus: the chosen one, else the first.
  const stops = all.filter((e) => !isRadio(e) || e.checked || (!group(all, e).some((r) => r.checked) && group(all, e)[0] === e) || e === field);
  const at = stops.indexOf(field);
  const rest = isRadio(field) ? stops.slice(at + 1).filter((e) => !isRadio(e) || e.name !== field.name) : stops.slice(at + 1);
  return rest[0] ?? form?.parentElement?.querySelector<HTMLElement>('footer .primary') ?? undefined;
}

function isRadio(e: HTMLElement): e is HTMLInputElement {
  return e instanceof HTMLInputElement && e.type === 'radio';
}

function group(all: HTMLElement[], radio: HTMLInputElement): HTMLInputElement[] {
  return all.filter(isRadio).filter((other) => other.name === radio.name);
}
