import { v3Profiles } from './v3/profiles';
import { v3Scenarios } from './v3/scenarios';
import { createV3World } from './v3/world';
import { v4Profiles } from './v4/profiles';
import { v4Scenarios } from './v4/scenarios/scenarios';
import { createV4World } from './v4/world';
import type { World, WorldOptions } from './world';

/** One of the two designs: its versions and the worlds that exist for it. */
export interface Line {
  readonly versions: readonly string[];
  readonly scenarios: readonly { readonly name: string; readonly description: string }[];
  readonly create: (options: WorldOptions) => World;
}

/** All that can be simulated. A further version is one more profile of its line. */
export const LINES: readonly Line[] = [
  { versions: v3Profiles.map(({ version }) => version), scenarios: v3Scenarios, create: createV3World },
  { versions: v4Profiles.map(({ version }) => version), scenarios: v4Scenarios, create: createV4World },
];

/**
 * Makes a world of any line.
 *
 * @throws RangeError for an unknown version or scenario; the text lists the known ones
 */
export function createWorld(options: WorldOptions): World {
  const line = LINES.find(({ versions }) => versions.includes(options.version));
  if (line === undefined) {
    const known = LINES.flatMap(({ versions }) => versions).join(', ');
    throw new RangeError(`unknown version '${options.version}'; known are ${known}`);
  }
  const names = line.scenarios.map(({ name }) => name);
  if (!names.includes(options.scenario)) {
    throw new RangeError(
      `unknown scenario '${options.scenario}' for ${options.version}; known are ${names.join(', ')}`,
    );
  }
  return line.create(options);
}
