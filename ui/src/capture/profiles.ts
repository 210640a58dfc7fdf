import type { ScannerAbilities, ScanProfile, ScanSource } from '../api';

/** A profile for a scanner, with what most papers need. */
export function fresh(name: string, scanner: string): ScanProfile {
  return { name, scanner, resolution: 300, colour: 'colour', source: 'flatbed', two_sides: false, paper: 'a4', options: [] };
}

/** A name that none of these has yet. */
export function free(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let n = 2; ; n++) {
    if (!taken.includes(`${name} ${n}`)) return `${name} ${n}`;
  }
}

/** The resolutions to choose from, the profile's own always among them. */
export function resolutions(profile: ScanProfile, abilities: ScannerAbilities | null): number[] {
  const offered = abilities?.sources.find((one) => one.source === profile.source)?.resolutions;
  const usual = [150, 200, 300, 400, 600];
  const list =
    offered?.by === 'list' ? offered.of.filter((one) => one >= 100) : offered?.by === 'range' ? usual.filter((one) => one >= offered.least && one <= offered.most) : usual;
  return [...new Set([...list, profile.resolution])].sort((a, b) => a - b);
}

/** The profile as this scanner can do it, as near as it comes. */
export function fitted(profile: ScanProfile, abilities: ScannerAbilities): ScanProfile {
  const sources = abilities.sources.map((one) => one.source);
  const source: ScanSource = sources.includes(profile.source) ? profile.source : (sources[0] ?? profile.source);
  const offered = abilities.sources.find((one) => one.source === source);
  if (!offered) return profile;
  const colour = offered.colours.length === 0 || offered.colours.includes(profile.colour) ? profile.colour : offered.colours[0]!;
  const options = profile.options.filter(([name]) => abilities.options.includes(name));
  const moved: ScanProfile = { ...profile, source, colour, two_sides: profile.two_sides && offered.two_sides, options };
  const near = resolutions({ ...moved, resolution: 300 }, abilities);
  const allowed = offered.resolutions.by === 'list' ? offered.resolutions.of.includes(moved.resolution) : true;
  return { ...moved, resolution: allowed ? moved.resolution : near.reduce((a, b) => (Math.abs(b - moved.resolution) < Math.abs(a - moved.resolution) ? b : a)) };
}
