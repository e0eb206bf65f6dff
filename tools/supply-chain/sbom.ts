import { lockedPackages, type LockedPackage } from './locked-packages.ts';

/*
 * `npm run sbom`: what the product is made of, as CycloneDX 1.6 on standard output. From the lock file, because `npm sbom`
 * refuses a tree in which the packages of other platforms have peers of their own.
 */
function component({ name, version, license, integrity, isForDevelopment }: LockedPackage): object {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const sha512 = integrity?.startsWith('sha512-')
    ? Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
    : undefined;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    scope: isForDevelopment ? 'excluded' : 'required',
    licenses: [{ expression: license }],
    ...(sha512 !== undefined && { hashes: [{ alg: 'SHA-512', content: sha512 }] }),
  };
}

const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', name: '業務代行クラウドシステム' } },
  components: lockedPackages().map(component),
};
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
