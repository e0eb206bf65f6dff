import { lockedPackages } from './locked-packages.ts';

/*
 * `npm run licences`: the licences of what runs in production, with how many packages each has; exit code 1 when one of
 * them would bind our own source. `npm run licences -- --all` names every package.
 */
const BINDING = /\bA?GPL|SSPL|BUSL|UNKNOWN/;

const inProduction = lockedPackages().filter(({ isForDevelopment }) => !isForDevelopment);
if (process.argv.includes('--all'))
  for (const { name, version, license } of inProduction) console.log(`${name}@${version}\t${license}`);
const byLicense = new Map<string, number>();
for (const { license } of inProduction) byLicense.set(license, (byLicense.get(license) ?? 0) + 1);
for (const [license, count] of [...byLicense].sort((one, other) => other[1] - one[1]))
  console.log(`${String(count).padStart(5)}  ${license}`);

// `(MIT OR GPL-3.0-or-later)` leaves the choice to us.
const binding = inProduction.filter(({ license }) => BINDING.test(license) && !license.includes(' OR '));
for (const { name, version, license } of binding) console.error(`${name}@${version}: ${license}`);
process.exitCode = binding.length > 0 ? 1 : 0;
