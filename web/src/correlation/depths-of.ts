import type { Version } from '../api/version.js';

/** How deep each version stands below the one that caused it; 0 for what nothing here caused. */
export function depthsOf(versions: Version[]): Map<string, number> {
  const byId = new Map(versions.map((version) => [version.id, version]));
  const depths = new Map<string, number>();
  const depthOf = (version: Version, seen: Set<string>): number => {
    const known = depths.get(version.id);
    if (known !== undefined) return known;
    const cause = byId.get(version.causation_id?.replace(/^version:/, '') ?? '');
    const depth =
      cause === undefined || seen.has(cause.id) ? 0 : depthOf(cause, seen.add(version.id)) + 1;
    depths.set(version.id, depth);
    return depth;
  };
  for (const version of versions) depthOf(version, new Set([version.id]));
  return depths;
}
