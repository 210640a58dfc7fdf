/** A name that none of `taken` has: 扫描件 (2).jpg beside 扫描件.jpg. */
export function apart(name: string, taken: string[]): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let told = name;
  for (let number = 2; taken.includes(told); number++) told = `${stem} (${number})${extension}`;
  return told;
}
